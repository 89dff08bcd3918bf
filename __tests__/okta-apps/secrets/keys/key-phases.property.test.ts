import fc from 'fast-check';
import { nextKeyStep, type KeyStep } from '../../../../okta-apps/secrets/keys/key-phases';
import type { PublicKey } from '../../../../okta-apps/secrets/keys/public-keys';

/* A rotation as a team does it, step by step, interrupted anywhere: asking again leads to the end, and no instance of the relying
   party ever signs with a key that Okta does not have. */

const key = (name: string): PublicKey => ({ kid: name, material: `RSA ${name}`, jwk: { kty: 'RSA' } });

/** What one event does: one part of a step is done, or the step is dropped and asked for again. */
type Event = 'edit' | 'apply' | 'deploy one' | 'ask again' | 'careless edit';

class World {
  declared: PublicKey[] = [key('k0')];
  inOkta: PublicKey[] = [{ ...key('k0'), created: 0 }];
  instances: PublicKey[] = [key('k0'), key('k0'), key('k0')];
  /** Whether Okta keeps the time of a key that an update sends again. */
  readonly keepsTimes: boolean;
  rotations = 0;
  #time = 0;

  constructor(keepsTimes: boolean) {
    this.keepsTimes = keepsTimes;
  }

  step(asked: number | undefined): KeyStep {
    const used = asked === undefined ? undefined : this.instances[asked % this.instances.length];
    const known = this.inOkta.find(({ kid }) => kid === used?.kid);
    const signedWith = used && { key: known ?? used, outcome: known ? ('proven' as const) : ('refused' as const) };
    return nextKeyStep({ declared: this.declared, inOkta: this.inOkta, ...(signedWith && { signedWith }) });
  }

  /** `expect` is too slow for every step. */
  mustWork(): void {
    const locked = this.instances.find((used) => !this.inOkta.some(({ kid }) => kid === used.kid));
    if (locked !== undefined) throw new Error(`an instance signs with ${String(locked.kid)}, which Okta does not have`);
  }

  apply(): void {
    this.#time += 1;
    this.inOkta = this.declared.map((own) => {
      const before = this.inOkta.find(({ kid }) => kid === own.kid);
      return { ...own, created: this.keepsTimes ? (before?.created ?? this.#time) : this.#time };
    });
  }

  newest(): PublicKey {
    return this.declared.at(-1) as PublicKey;
  }

  /** Every instance has changed, as the texts ask for before a key is removed. */
  allSignWith({ kid }: PublicKey): boolean {
    return this.instances.every((used) => used.kid === kid);
  }
}

/** The person does one part of what the step says; nothing else is ever done to Okta. */
function act(world: World, step: KeyStep, event: Event): void {
  switch (step.kind) {
    case 'add':
      if (event === 'edit') world.declared = [...world.declared, key(`k${(world.rotations += 1)}`)];
      break;
    case 'apply':
      if (event === 'apply' && step.removed.every(({ kid }) => world.instances.every((used) => used.kid !== kid)))
        world.apply();
      break;
    case 'keep':
      if (event === 'edit') world.declared = [...step.keys, ...world.declared].map(({ kid = '' }) => key(kid));
      break;
    case 'switch':
      if (event === 'deploy one') deploy(world, step.to);
      break;
    case 'choose':
    case 'retire':
      if (event === 'deploy one') deploy(world, world.newest());
      if (event === 'edit' && world.allSignWith(world.newest())) world.declared = [key(world.newest().kid ?? '')];
      break;
    default:
  }
}

function deploy(world: World, to: PublicKey): void {
  const at = world.instances.findIndex((used) => used.kid !== to.kid);
  if (at >= 0) world.instances[at] = key(to.kid ?? '');
}

const EVENTS: readonly Event[] = ['edit', 'apply', 'deploy one', 'ask again', 'careless edit'];
const moves = fc.array(
  fc.record({ event: fc.constantFrom(...EVENTS), asked: fc.option(fc.nat(2), { nil: undefined }) }),
  { minLength: 20, maxLength: 60 },
);

test('at no step is there an instance without a working key, whatever is interrupted, and the end is reached', () => {
  let [rotations, steps] = [0, 0];
  fc.assert(
    fc.property(moves, fc.boolean(), (all, keepsTimes) => {
      const world = new World(keepsTimes);
      for (const { event, asked } of all) {
        // Someone removes the old key in the same change that adds the new one, or before all have switched.
        if (event === 'careless edit') world.declared = [world.newest()];
        act(world, world.step(asked), event);
        steps += 1;
        world.mustWork();
      }
      // From here on a person does what is said, whatever state was left behind.
      const before = world.rotations;
      for (let left = 40; left > 0 && !(world.rotations > before && isDone(world)); left -= 1) {
        const step = world.step(left);
        for (const event of EVENTS.slice(0, 3)) act(world, step, event);
        world.mustWork();
      }
      expect(isDone(world)).toBe(true);
      rotations += world.rotations;
    }),
    { numRuns: 300 },
  );
  process.stdout.write(`keys: ${steps} steps of ${rotations} rotations, 0 instances without a working key\n`);
});

function isDone(world: World): boolean {
  return world.declared.length === 1 && world.inOkta.length === 1 && world.allSignWith(world.newest());
}
