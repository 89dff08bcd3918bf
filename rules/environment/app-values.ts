import type { EnvironmentSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { fill, type Text } from '../texts';
import { nearest } from '../../okta-apps/shared/nearest';

/** The members of an entry of `apps` that the tool reads. */
const KNOWN = ['origins', 'networkZones', 'groupPrefix', 'importFrom', 'trustedOrigins', 'props', 'jwksUri'];
/** Two slips of the hand; a name that differs by more is a value of the project's own. */
const MOST_SLIPS = 2;

/** A stack that asks where an app is served from needs a line of it in each environment. */
export const appEntryRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/app-entry',
    severity: 'error',
    title: 'An app has no entry in `apps` of an environment.',
    impact: 'the stack cannot say where users of this environment return to, so nothing is written',
    fix: 'add the app to `apps` of the environment with its origins',
    see: SOURCES.environments,
    *check({ missingApps = [], values = [] }) {
      const entries = [...new Set(values.map(({ app }) => app))];
      for (const app of missingApps) {
        yield {
          prop: `apps[${JSON.stringify(app)}]`,
          must: 'say where the app is served from',
          value: undefined,
          fix: entries.includes(app) ? originsFix(app, values) : entryFix(app, entries),
        };
      }
    },
  },
];

/** Values of a project's own are allowed in `apps`, so one that is misspelled would be left out without a word. */
export const appValueRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/app-value',
    severity: 'warning',
    title: 'A value in `apps` is spelled almost like one that the tool reads.',
    impact: 'the tool does not read it, so the app does not get what was meant',
    fix: 'correct its name, or give your value another name',
    see: SOURCES.declarationMerging,
    *check({ values = [], missingApps = [] }) {
      for (const { app, member } of values.filter((value) => !KNOWN.includes(value.member))) {
        const meant = nearest(member, KNOWN, MOST_SLIPS);
        // Then the app has no origins, which says the same as an error.
        if (meant === undefined || (meant === 'origins' && missingApps.includes(app))) continue;
        yield {
          prop: `apps[${JSON.stringify(app)}]`,
          must: 'have no value that is spelled almost like one that the tool reads',
          value: member,
          fix: fill('did you mean {meant}? If not, give your value another name', { meant }),
        };
      }
    },
  },
];

function entryFix(app: string, entries: readonly string[]): Text {
  const meant = nearest(app, entries);
  return meant === undefined
    ? fill('add {entry}', { entry: `${JSON.stringify(app)}: { origins: ["https://…"] }` })
    : fill('add it, or did you mean {meant}?', { meant });
}

/** The entry is there, and its origins are not. */
function originsFix(app: string, values: NonNullable<EnvironmentSubject['values']>): string | Text {
  const own = values.filter((value) => value.app === app).map(({ member }) => member);
  const member = own.find((one) => nearest(one, ['origins'], MOST_SLIPS) !== undefined);
  return member === undefined
    ? 'add origins: ["https://…"] to its entry'
    : fill('write "origins" in place of "{member}"', { member });
}
