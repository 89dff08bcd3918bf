import type { OktaSecret } from '../../okta/client-secrets';
import type { Secret } from '../../shared/secret';
import type { SecretDocument } from '../sinks/sink';
import type { Hands, RotatedApp } from './hands';
import { failuresIn, useOfOld } from './evidence';
import type { Held, SeenSecret, Situation, Step } from './phases';

/** What was seen of one app: what the decision takes, and the value of the sink. */
export interface Seen {
  readonly secrets: readonly SeenSecret[];
  readonly held: Held;
  /** Okta's hashes of the secrets, by id, as far as it gives them. */
  readonly hashes: ReadonlyMap<string, Secret>;
  /** What the sink has; undefined where it shows none. */
  readonly value: Secret | undefined;
}

/** Asks Okta and the sink. @throws CallError, SinkError */
export async function look(app: RotatedApp, hands: Hands): Promise<Seen> {
  const [secrets, sink] = await Promise.all([hands.list(), lookAtSink(app, hands)]);
  const hashes = new Map(secrets.flatMap(({ id, hash }) => (hash === undefined ? [] : [[id, hash] as const])));
  return { secrets: secrets.map(seenSecret), hashes, ...sink };
}

/** Asks the sink only. @throws SinkError */
export async function lookAtSink(app: RotatedApp, { sink }: Hands): Promise<Pick<Seen, 'held' | 'value'>> {
  const document = await sink.read(app);
  if (document === 'not readable') return { held: { unreadable: true }, value: undefined };
  if (document === 'empty') return { held: {}, value: undefined };
  if (document.clientId !== app.clientId) return { held: { ofOther: true }, value: undefined };
  return { held: heldOf(document), value: document.clientSecret };
}

/** Asks the system log, as a step says. That it cannot be read is an answer, too. */
export async function lookAtLog(
  { secrets, hashes }: Pick<Seen, 'secrets' | 'hashes'>,
  { at, since }: Step & { readonly kind: 'look' },
  { hands, overlap }: { readonly hands: Hands; readonly overlap: number },
): Promise<Pick<Situation, 'use' | 'failures'>> {
  const [older, newer] = secrets.map(({ id }) => hashes.get(id));
  const reading = await hands.tokenRequests(since);
  return at === 'use'
    ? { use: useOfOld(reading, { older, newer }, overlap) }
    : { failures: failuresIn(reading, { older, newer }) };
}

/** A secret of Okta's without its value. */
export function seenSecret({ id, status, created, lastUpdated }: OktaSecret): SeenSecret {
  return { id, status, created: timeOf(created), changed: timeOf(lastUpdated) };
}

function heldOf({ secretId, clientSecret, intent }: SecretDocument): Held {
  return {
    ...(secretId !== undefined && { secretId }),
    ...(clientSecret !== undefined && { showsValue: true }),
    ...(intent && { intent }),
  };
}

/** A time that cannot be read is now, so that nothing is retired before its time. */
function timeOf(text: string): number {
  const time = Date.parse(text);
  return Number.isNaN(time) ? Date.now() : time;
}
