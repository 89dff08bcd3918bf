import fc from 'fast-check';
import { proveUnchanged } from '../../../../okta-apps/adopt/proof/prove-unchanged';
import { rehearsalTools } from '../../../../okta-apps/rehearsal/sandbox';
import { adoptedDocument, refusalsOf } from '../support/adopt-in-code';
import { EXTRAS, randomApps, withExtra, type Extra } from '../support/random-apps';

/*
 * Apps of an org → props → synthesized code → Terraform imports and applies it to an org that holds them → the same apps.
 * Half of the apps have one setting more, which the code cannot describe: they are refused, and Terraform shows why.
 */

const PER_PLAN = 125;
const PLANS = 4;

const never = new AbortController().signal;
const extraOf = (at: number): Extra | undefined => (at % 2 === 0 ? undefined : EXTRAS[(at >> 1) % EXTRAS.length]);

test.each(Array.from({ length: PLANS }, (_, n) => n))(
  `${PER_PLAN} random apps are as before, or refused (plan %i)`,
  async (plan) => {
    const tools = await rehearsalTools(process.env, process.cwd(), { asked: never, forced: never });
    const seed = jest.getSeed() + plan;
    const [apps = []] = fc.sample(randomApps(PER_PLAN), { numRuns: 1, seed });
    const all = apps.map((one, at) => withExtra(one, extraOf(at)));
    const faults = await proveUnchanged({ stack: 'round-trip', document: adoptedDocument(all), apps: all }, tools);
    const found = all.map((one, at) => ({
      extra: extraOf(at)?.path,
      changed: faults.filter(({ id }) => id === one.app['id']).map(({ text }) => text.split(': ')[0]),
      refused: refusalsOf(one).map((reason) => reason.split(' is ')[0]),
    }));
    expect(found.filter(({ extra }) => extra === undefined)).toEqual(
      found.flatMap(({ extra }) => (extra === undefined ? [{ extra, changed: [], refused: [] }] : [])),
    );
    expect(found.filter(({ extra }) => extra !== undefined)).toEqual(
      found.flatMap(({ extra }) => (extra === undefined ? [] : [{ extra, changed: [extra], refused: [extra] }])),
    );
    expect(faults.filter(({ id }) => id === undefined)).toEqual([]);
  },
  600_000,
);
