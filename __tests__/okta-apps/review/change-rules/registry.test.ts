import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { evaluate } from '../../../../okta-apps/review/change-rules/evaluate';
import { driftRules } from '../../../../okta-apps/review/change-rules/drift-rules';
import { changeRules, reviewRules } from '../../../../okta-apps/review/change-rules/registry';
import { SEVERITIES } from '../../../../okta-apps/review/severity';
import { subjectOf } from '../support/change-cases';
import { rawChange, SOUND_APP } from '../support/plan-json';

const FOLDER = join(__dirname, '../../../../okta-apps/review/change-rules');

describe('the registry of the review rules', () => {
  it('has the id of every rule that is written down in the folder', () => {
    const written = readdirSync(FOLDER)
      .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
      .flatMap((text) => [...text.matchAll(/^\s+id: (['`])(.*)\1,$/gm)].map(([, , id]) => id ?? ''))
      .flatMap((id) =>
        id.startsWith('${subject}')
          ? ['logout-uri', 'initiate-login', 'frontchannel-logout'].map((name) => id.replace('${subject}', name))
          : [id],
      );
    expect(reviewRules.map(({ id }) => id).sort()).toEqual(written.sort());
    expect(reviewRules.length).toBeGreaterThan(60);
  });

  it('has no id twice', () => {
    expect(new Set(reviewRules.map(({ id }) => id)).size).toBe(reviewRules.length);
  });

  it.each(reviewRules)('describes $id', ({ id, severity, outsideProduction, summary, means, see }) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/);
    expect(SEVERITIES).toContain(severity);
    expect(SEVERITIES).toContain(outsideProduction ?? severity);
    expect(summary).toMatch(/^([A-Z]|omit_secret |prevent_destroy |okta\/okta ).*\.$/);
    expect(means).toMatch(/^([^A-Z]|(?:Terraform|Okta) ).*[^.]$/);
    expect(see).toMatch(/^https:\/\/[a-z0-9.-]+\/\S*$/);
  });

  it('never gives production a lower severity than the rest', () => {
    for (const { severity, outsideProduction } of reviewRules) {
      expect(SEVERITIES.indexOf(severity)).toBeLessThanOrEqual(SEVERITIES.indexOf(outsideProduction ?? severity));
    }
  });
});

const anything = fc.oneof(
  fc.anything({ withNullPrototype: false, maxDepth: 3 }),
  fc.constantFrom(
    null,
    [],
    {},
    '',
    '\u202e',
    '\ud800',
    'x'.repeat(10_000),
    -1,
    NaN,
    '${x}',
    [null],
    [[]],
    ['https://['],
  ),
);
const attributes = fc.record(Object.fromEntries(Object.keys(SOUND_APP).map((name) => [name, anything])), {
  requiredKeys: [],
});
const types = fc.constantFrom(
  'okta_app_oauth',
  'okta_trusted_origin',
  'okta_app_group_assignments',
  'okta_app_signon_policy_rule',
  'okta_app_oauth_redirect_uri',
  'okta_auth_server',
);

it('has no rule that throws, whatever a plan holds', () => {
  fc.assert(
    fc.property(types, fc.option(attributes), fc.option(attributes), (type, before, after) => {
      fc.pre(before !== null || after !== null);
      const subject = subjectOf(rawChange(`${type}.x`, before, after));
      const found = [
        ...evaluate(changeRules, subject, {}),
        ...evaluate(driftRules, { ...subject, drift: subject.change, isApplied: true }, {}),
      ];
      expect(found.filter(({ prop }) => prop.startsWith('rule '))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
