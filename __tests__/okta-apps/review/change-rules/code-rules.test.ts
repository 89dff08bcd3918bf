import {
  codeRules,
  stackRules,
  versionRules,
  type CodeSubject,
  type VersionSubject,
} from '../../../../okta-apps/review/change-rules/code-rules';
import { readCode } from '../../../../okta-apps/review/code';
import { testRules } from '../support/rule-cases';

const AROUND = { place: {}, production: true };

function app(before: Record<string, unknown>, after: Record<string, unknown>): CodeSubject {
  const [old, now] = [before, after].map((values) => readCode({ resource: { okta_app_oauth: { web: values } } }));
  return { ...AROUND, before: old!.apps.get('okta_app_oauth.web')!, after: now!.apps.get('okta_app_oauth.web')! };
}

const POLICY = { authentication_policy: 'rst1', skip_authentication_policy: false };
const lifecycle = (values: Record<string, unknown>) => ({ lifecycle: values });

describe('rules about what kind of stack a stack is', () => {
  const stack = { ...AROUND, stack: 'shop-prod' };
  testRules(stackRules, {
    'stack/no-longer-reviewed': {
      good: [['one that is an OktaStack', { ...stack, noLongerReviewed: false }]],
      bad: [
        [
          'one that was an OktaStack',
          { ...stack, noLongerReviewed: true },
          ['stack must be an OktaStack, got "shop-prod"; derive it from OktaStack again, or remove it'],
        ],
      ],
    },
  });
});

describe('rules about the code of an app', () => {
  testRules(codeRules, {
    'authentication-policy/taken-out': {
      good: [
        ['another policy, which the plan shows', app(POLICY, { ...POLICY, authentication_policy: 'rst2' })],
        ['a policy that comes', app({}, POLICY)],
        ['a policy of this stack', app(POLICY, { authentication_policy: '${okta_app_signon_policy.two.id}' })],
        [
          'an expression that stays',
          app({ authentication_policy: '${local.policy}' }, { authentication_policy: '${local.policy}' }),
        ],
        ['an app that never had one', app({ skip_authentication_policy: true }, { skip_authentication_policy: true })],
      ],
      bad: [
        [
          'a policy that an expression may take out',
          app(POLICY, { authentication_policy: '${null}' }),
          ['authentication_policy must stay in the code, got "rst1"; set the policy in the code again'],
        ],
        [
          'a policy that goes',
          app(POLICY, { skip_authentication_policy: true }),
          ['authentication_policy must stay in the code, got "rst1"; set the policy in the code again'],
        ],
        [
          'a reference that goes',
          app({ authentication_policy: '${data.okta_app_signon_policy.two.id}' }, {}),
          [
            'authentication_policy must stay in the code, got "${data.okta_app_signon_policy.two.id}"; set the policy in the code again',
          ],
        ],
        [
          'a policy that is skipped',
          app(POLICY, { ...POLICY, skip_authentication_policy: true }),
          ['authentication_policy must stay in the code, got "rst1"; set the policy in the code again'],
        ],
      ],
    },
    'app/unprotected': {
      good: [
        ['protection that comes', app({}, lifecycle({ prevent_destroy: true }))],
        ['protection that stays', app(lifecycle({ prevent_destroy: true }), lifecycle({ prevent_destroy: true }))],
      ],
      bad: [
        [
          'protection that goes',
          app(lifecycle({ prevent_destroy: true }), {}),
          ['prevent_destroy must stay true, got false; protect the app again'],
        ],
      ],
    },
    'app/changes-ignored': {
      good: [['fewer ignored attributes', app(lifecycle({ ignore_changes: ['label'] }), {})]],
      bad: [
        [
          'a further ignored attribute',
          app(lifecycle({ ignore_changes: ['label'] }), lifecycle({ ignore_changes: ['label', 'redirect_uris'] })),
          ['ignore_changes must not grow without need, got "redirect_uris"; keep the attribute in the code'],
        ],
        [
          'all of them',
          app({}, lifecycle({ ignore_changes: 'all' })),
          ['ignore_changes must not grow without need, got "all"; keep the attribute in the code'],
        ],
      ],
    },
  });
});

function versions(before: unknown, after: unknown): VersionSubject {
  return { ...AROUND, before: readCode({ terraform: before }), after: readCode({ terraform: after }) };
}

const okta = (version: string) => ({ required_providers: { okta: { source: 'okta/okta', version } } });

describe('rules about the versions that the code asks for', () => {
  testRules(versionRules, {
    'version/terraform-changed': {
      good: [['the same version', versions({ required_version: '>= 1.11' }, { required_version: '>= 1.11' })]],
      bad: [
        [
          'another version',
          versions({ required_version: '>= 1.11' }, { required_version: '>= 1.12' }),
          [
            'required_version must change on purpose, got {"before":">= 1.11","after":">= 1.12"}; read the release notes',
          ],
        ],
        [
          'no version any more',
          versions({ required_version: '>= 1.11' }, {}),
          ['required_version must change on purpose, got {"before":">= 1.11","after":null}; read the release notes'],
        ],
      ],
    },
    'version/provider-constraint-changed': {
      good: [['the same constraint', versions(okta('>= 6.9.0'), okta('>= 6.9.0'))]],
      bad: [
        [
          'another constraint',
          versions(okta('>= 6.9.0'), okta('>= 7.0.0')),
          [
            'required_providers must change on purpose, got {"source":"okta/okta","before":">= 6.9.0","after":">= 7.0.0"}; read the release notes',
          ],
        ],
        [
          'a further provider',
          versions({}, okta('>= 6.9.0')),
          [
            'required_providers must change on purpose, got {"source":"okta/okta","before":null,"after":">= 6.9.0"}; read the release notes',
          ],
        ],
      ],
    },
  });
});
