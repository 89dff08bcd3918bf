import { assignments } from '../../../../okta-apps/review/change-rules/assignments';
import { testChangeRules } from '../support/change-cases';
import { appChange, newApp, rawChange } from '../support/plan-json';

const groups = (...ids: string[]) => ({
  app_id: '0oa1',
  group: ids.map((id, at) => ({ id, priority: at + 1, profile: '{}' })),
});
const list = (before: string[] | null, after: string[] | null) =>
  rawChange('okta_app_group_assignments.web', before && groups(...before), after && groups(...after));
const one = (before: string | null, after: string | null) =>
  rawChange(
    'okta_app_group_assignment.web',
    before === null ? null : { group_id: before },
    after === null ? null : { group_id: after },
  );
const added = (...ids: readonly string[]) =>
  `group must hold only users who need the app, got ${JSON.stringify(ids)}; check who is in it`;
const gone = (prop: string, id: string) =>
  `${prop} must stay while its users need the app, got "${id}"; check who is in the group`;

const SITE = { name: 'shop', origin: 'https://shop.acme.com', scopes: ['CORS'], active: true };
const origin = (before: Record<string, unknown> | null, after: Record<string, unknown> | null) =>
  rawChange('okta_trusted_origin.shop', before && { ...SITE, ...before }, after && { ...SITE, ...after });
const trusted = (value: string) => `origin must be a site of this org, got "${value}"; confirm who runs it`;
const insecure = (value: string) => `origin must be a plain https:// origin, got "${value}"; serve the site with TLS`;
const less = (prop: string, value: unknown) =>
  `${prop} must stay while the site needs it, got ${JSON.stringify(value)}; make sure that the site no longer needs it`;

testChangeRules(assignments, {
  'assignment/group-added': {
    good: [
      ['another order', list(['00g1', '00g2'], ['00g2', '00g1'])],
      ['a group that goes', list(['00g1', '00g2'], ['00g1'])],
    ],
    bad: [
      ['a further group', list(['00g1'], ['00g1', '00g2']), [added('00g2')]],
      ['the groups of a new assignment', list(null, ['00g1', '00g2']), [added('00g1', '00g2')]],
      ['a single assignment', one(null, '00g1'), [added('00g1')]],
    ],
  },
  'assignment/group-name-near': {
    good: [
      ['a group of another name', list(['00g1'], ['00g1', '00g2']), { names: { '00g2': 'Sales' } }],
      ['a group that is no longer assigned', list(['00g1', '00g2'], ['00g1']), { names: { '00g2': 'Staff2' } }],
    ],
    bad: [
      [
        'a name that is almost another one',
        list(['00g1'], ['00g1', '00g2']),
        [
          'group must not be almost the name of the group "Staff", got "Staff2"; correct the name, or confirm that the org has both groups',
        ],
        { names: { '00g2': 'Staff2' } },
      ],
    ],
  },
  'assignment/group-removed': {
    good: [['a further group', list(['00g1'], ['00g1', '00g2'])]],
    bad: [
      ['a group that goes', list(['00g1', '00g2'], ['00g1']), [gone('group[1]', '00g2')]],
      ['an assignment that goes', list(['00g1'], null), [gone('group[0]', '00g1')]],
      [
        'a group of which the plan knows the name',
        list(['00g1'], []),
        [gone('group[0]', 'Staff (00g1)')],
        { names: { '00g1': 'Staff' } },
      ],
      ['a single assignment that goes', one('00g1', null), [gone('group_id', '00g1')]],
      ['a single assignment to another group', one('00g1', '00g2'), [gone('group_id', '00g1')]],
    ],
  },
  'implicit-assignment/on': {
    good: [
      ['assignment that is asked for', appChange({ implicit_assignment: true }, {})],
      ['unset that is written otherwise', appChange({ implicit_assignment: null }, {})],
    ],
    bad: [
      [
        'assignment that is not asked for any more',
        appChange({}, { implicit_assignment: true }),
        ['implicit_assignment must be false, got true; make sure that the policy lets in only users who need the app'],
      ],
      [
        'a new app for all users',
        newApp({ implicit_assignment: true }),
        ['implicit_assignment must be false, got true; make sure that the policy lets in only users who need the app'],
      ],
    ],
  },
  'implicit-assignment/off': {
    good: [['assignment that is not asked for any more', appChange({}, { implicit_assignment: true })]],
    bad: [
      [
        'assignment that is asked for',
        appChange({ implicit_assignment: true }, {}),
        ['implicit_assignment must change after groups are assigned, got false; assign the groups first'],
      ],
      [
        'assignment that is asked for by leaving it out',
        appChange({ implicit_assignment: true }, { implicit_assignment: null }),
        ['implicit_assignment must change after groups are assigned, got false; assign the groups first'],
      ],
    ],
  },
  'trusted-origin/added': {
    good: [
      ['another name', origin({}, { name: 'x' })],
      ['one that goes', origin({}, null)],
    ],
    bad: [
      ['one that comes', origin(null, {}), [trusted('https://shop.acme.com')]],
      ['another site', origin({}, { origin: 'https://evil.example' }), [trusted('https://evil.example')]],
      ['one that is switched on', origin({ active: false }, {}), [trusted('https://shop.acme.com')]],
    ],
  },
  'trusted-origin/scope-added': {
    good: [
      ['another order', origin({ scopes: ['CORS', 'REDIRECT'] }, { scopes: ['REDIRECT', 'CORS'] })],
      ['one that comes, of which another rule speaks', origin(null, {})],
    ],
    bad: [
      [
        'a further scope',
        origin({}, { scopes: ['CORS', 'REDIRECT'] }),
        ['scopes[1] must be needed by the site, got "REDIRECT"; explain what needs it'],
      ],
    ],
  },
  'trusted-origin/insecure': {
    good: [['https', origin(null, {})]],
    bad: [
      ['http', origin(null, { origin: 'http://shop.acme.com' }), [insecure('http://shop.acme.com')]],
      ['loopback', origin(null, { origin: 'https://localhost:3000' }), [insecure('https://localhost:3000')]],
      ['a wildcard', origin({}, { origin: 'https://*.acme.com' }), [insecure('https://*.acme.com')]],
    ],
  },
  'trusted-origin/removed': {
    good: [['one that comes', origin(null, {})]],
    bad: [
      ['one that goes', origin({}, null), [less('origin', 'https://shop.acme.com')]],
      ['one that is switched off', origin({}, { active: false }), [less('active', false)]],
      [
        'one that is switched off in version 7 of the provider',
        origin({ status: 'ACTIVE' }, { status: 'INACTIVE' }),
        [less('status', 'INACTIVE')],
      ],
      ['a scope that goes', origin({ scopes: ['CORS', 'REDIRECT'] }, {}), [less('scopes[1]', 'REDIRECT')]],
    ],
  },
});
