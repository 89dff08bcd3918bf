import fc from 'fast-check';
import { driftRules } from '../../../../okta-apps/review/change-rules/drift-rules';
import { evaluate } from '../../../../okta-apps/review/change-rules/evaluate';
import { changeRules } from '../../../../okta-apps/review/change-rules/registry';
import { runs } from '../../../support/runs';
import { subjectOf } from '../support/change-cases';
import { rawChange, SOUND_APP } from '../support/plan-json';

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
    { numRuns: runs(300) },
  );
});
