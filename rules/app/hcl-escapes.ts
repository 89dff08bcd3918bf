import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isObject } from '../../okta-apps/shared/json';
import type { Place } from '../../okta-apps/shared/values';
import { fill } from '../texts';

/** How HCL writes `${` and `%{`. */
const ESCAPE = /([$%])\1\{/;

/** Habits of HCL that mean something else in TypeScript. */
export const hclEscapeRules: readonly Rule<AppSubject>[] = [
  {
    id: 'text/hcl-escape',
    severity: 'error',
    title: 'A text is escaped as HCL is.',
    impact: 'Okta gets the second character too, so an expression such as a user name template has another value',
    fix: 'write `${` with one `$`, in single quotes: the text is escaped for Terraform when it is written',
    see: SOURCES.templateStrings,
    *check({ props }) {
      for (const { prop, text } of textsIn(props)) {
        const [found, character = ''] = ESCAPE.exec(text) ?? [];
        if (found === undefined) continue;
        yield {
          prop,
          must: 'not be escaped as in HCL',
          value: text,
          fix: fill('write "{once}" in place of "{found}"', { once: `${character}{`, found }),
        };
      }
    },
  },
];

/** Every text of the props. A profile is left out: what is in it means nothing to Okta. */
function* textsIn(value: unknown, prop = ''): Iterable<Place> {
  if (typeof value === 'string') yield { prop, text: value };
  else if (Array.isArray(value)) for (const [at, element] of value.entries()) yield* textsIn(element, `${prop}[${at}]`);
  else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (prop !== '' || name !== 'profile') yield* textsIn(member, prop === '' ? name : `${prop}.${name}`);
    }
  }
}
