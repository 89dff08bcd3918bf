import { evaluate } from '../../../../okta-apps/review/change-rules/evaluate';
import { rehearsedUpdateRules, updateRules } from '../../../../okta-apps/review/change-rules/update-rules';
import { subjectOf, testChangeRules } from '../support/change-cases';
import { appChange } from '../support/plan-json';

const update = appChange({ label: 'Shop' }, { label: 'Store' });
const setting = (name: string, value: unknown = 'x') => ({
  path: ['settings', 'oauthClient', name],
  value,
  becomes: null,
});
const place = { address: 'okta_app_oauth.web' };
const WAYS =
  'run okta-apps apply --restore-lost-settings, which sets it again after the update; or leave the app out of Terraform: ' +
  "remove it from the code, and add stack.addOverride('removed', [{ from: 'okta_app_oauth.web', lifecycle: { destroy: false } }]); " +
  'or accept the loss with a waiver in env/';

testChangeRules(updateRules, {
  'update/loses-setting': {
    good: [['an update that loses nothing', update]],
    bad: [
      [
        'a setting that is lost',
        update,
        [
          `settings.oauthClient.subject_type must stay as it is in Okta, got {"before":"pairwise","after":null}; ${WAYS}`,
        ],
        { lostSettings: [setting('subject_type', 'pairwise')], place },
      ],
      [
        'a setting that the apply sets again',
        update,
        [
          'settings.oauthClient.made_next_year must stay as it is in Okta, got {"before":"x","after":null}; ' +
            'nothing: this apply sets it again after the update',
        ],
        { lostSettings: [setting('made_next_year')], restoresSettings: true, place },
      ],
    ],
  },
  'update/not-compared': {
    good: [['an app that was read', update]],
    bad: [
      [
        'an app that was not',
        update,
        [
          'app must be readable before it is updated, got "403 E0000006"; ' +
            'run it again when the org responds, with a credential that may read the app',
        ],
        { unreadApp: '403 E0000006' },
      ],
    ],
  },
});

test.each([
  ['subject_type', 'block'],
  ['sector_identifier_uri', 'block'],
  ['id_token_encrypted_response_alg', 'block'],
  ['request_object_signing_alg', 'block'],
  ['dpop_bound_access_tokens', 'block'],
  ['backchannel_token_delivery_mode', 'medium'],
  ['made_next_year', 'medium'],
])('%s is %s in every environment, and medium where the apply sets it again', (name, severity) => {
  const severities = (restoresSettings: boolean) =>
    [true, false].map((production) => {
      const around = { lostSettings: [setting(name)], restoresSettings, production };
      return evaluate(updateRules, subjectOf(update, around), {}).map((finding) => finding.severity);
    });
  expect(severities(false)).toEqual([[severity], [severity]]);
  expect(severities(true)).toEqual([['medium'], ['medium']]);
});

test('a rehearsal says once that it cannot show lost settings, and only where it updates apps', () => {
  const said = (apps: number) => evaluate(rehearsedUpdateRules, { place: {}, production: true, apps }, {});
  expect(said(0)).toEqual([]);
  expect(said(3).map(({ severity, message }) => [severity, message])).toEqual([
    [
      'info',
      'updated apps must be compared with Okta by the plan of the org, got 3; ' +
        'to see them before the apply, plan with the plan credential: okta-apps plan [update/compared-later]',
    ],
  ]);
});

test('PKCE that an update switches off is as bad as PKCE that the code switches off', () => {
  const path = ['credentials', 'oauthClient', 'pkce_required'];
  const around = { lostSettings: [{ path, value: true, becomes: false }] };
  expect(evaluate(updateRules, subjectOf(update, around), {}).map(({ severity }) => severity)).toEqual(['high']);
});
