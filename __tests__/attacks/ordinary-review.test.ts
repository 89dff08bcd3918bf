import type { StackInput } from '../../okta-apps/review/review-input';
import type { JsonObject } from '../../okta-apps/shared/json';
import { planOf, reviewOf } from '../okta-apps/review/support/reviews';
import { ORDINARY_CHANGES } from './support/ordinary-changes';
import { planBetween } from './support/ordinary-plan';
import { ORDINARY_STACKS } from './support/ordinary-stacks';
import { ORDINARY_SURROUNDINGS } from './support/ordinary-surroundings';

// threats.md, section 13: what teams write every day gives at most three findings above info, and blocks nothing.

const MOST = 3;
const EMPTY: JsonObject = {};

/** What production has already. */
const PORTAL: StackInput = {
  stack: 'portal-prod',
  environment: 'prod',
  production: true,
  synthesized: {
    before: { resource: { okta_app_oauth: { portal: { redirect_uris: ['https://portal.acme.dev/callback'] } } } },
  },
};

/** The findings of a change in production that a reader must look at; nothing where they are few. */
function tooMuchIn(before: JsonObject, after: JsonObject): readonly string[] {
  const plan = planOf(planBetween(before, after));
  const stack: StackInput = {
    stack: 'own-prod',
    environment: 'prod',
    production: true,
    plan,
    synthesized: { before, after },
  };
  const { findings } = reviewOf([PORTAL, stack]);
  const loud = findings.filter(({ severity }) => severity !== 'info');
  const isTooMuch = loud.length > MOST || loud.some(({ severity }) => severity === 'block');
  return isTooMuch ? loud.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`) : [];
}

/** Only values that need no Terraform to be known. */
const COMPUTED = /"\$\{(?!okta_|data\.|var\.|ephemeral\.|random_|aws_)|%\{|dynamic|for_each|count/;

const NEW: Readonly<Record<string, JsonObject>> = {
  ...Object.fromEntries(Object.entries(ORDINARY_CHANGES).map(([name, { after }]) => [name, after])),
  ...Object.fromEntries(
    Object.entries({ ...ORDINARY_STACKS, ...ORDINARY_SURROUNDINGS }).filter(
      ([, document]) => 'resource' in document && !COMPUTED.test(JSON.stringify(document['resource'])),
    ),
  ),
};

test('there are thirty of them', () => {
  expect(Object.keys(NEW).length).toBeGreaterThanOrEqual(30);
});

test.each(Object.entries(NEW))('%s as a new stack', (_, document) => {
  expect(tooMuchIn(EMPTY, document)).toEqual([]);
});

test.each(Object.entries(ORDINARY_CHANGES))('%s on an ordinary day', (_, { before, after }) => {
  expect(tooMuchIn(before, after)).toEqual([]);
});

/** Each with other texts: labels, names and descriptions. */
test.each(Object.entries(NEW))('%s with another name for everything', (_, document) => {
  const other = JSON.parse(
    JSON.stringify(document).replaceAll(/"(label|description|title)":"([^"$]*)"/g, '"$1":"$2 (new)"'),
  ) as JsonObject;
  expect(tooMuchIn(document, other)).toEqual([]);
});
