import type { ReviewInput } from '../../../okta-apps/review/review-input';
import { renderMarkdown } from '../../../okta-apps/review/render/markdown';
import { renderText } from '../../../okta-apps/review/render/text';
import { rawChange, rawPlan, SOUND_APP } from './support/plan-json';
import { reviewOf, stackOf } from './support/reviews';

const app = rawChange('okta_app_oauth.web', SOUND_APP, SOUND_APP);
const rule = (name: string, more: Record<string, unknown> = {}) =>
  rawChange(`okta_group_rule.${name}`, { name, status: 'ACTIVE', ...more }, { name, status: 'INACTIVE' });
const memberships = (name: string, group: string) =>
  rawChange(`okta_group_memberships.${name}`, null, { group_id: group, users: ['00u1'] });
const reviewed = (changes: readonly unknown[], rules: ReviewInput['rules'] = {}) =>
  reviewOf([stackOf(rawPlan([app, ...changes]))], { rules });

describe('findings about types', () => {
  it('are one for each type and kind, with all addresses and what differs', () => {
    const names = Array.from({ length: 40 }, (_, at) => `r${String(at).padStart(2, '0')}`);
    const { findings, environments } = reviewed([
      ...names.map((name, at) => rule(name, at === 7 ? { expression_value: 'true' } : {})),
      rawChange('okta_group_rule.new', null, { name: 'new' }),
    ]);
    expect(findings).toMatchObject([
      {
        rule: 'resource/who-gets-in-changed',
        addresses: names.map((name) => `okta_group_rule.${name}`),
        value: '["expression_value","status"]',
        message:
          'okta_group_rule must be changed on purpose, because it decides who is in a group, and so who may use its apps, got ["expression_value","status"]; explain who gets in and who no longer does [resource/who-gets-in-changed]',
      },
      { rule: 'resource/who-gets-in-changed', address: 'okta_group_rule.new', value: '["new"]' },
    ]);
    expect(findings[0]).not.toHaveProperty('address');
    expect(environments[0]?.findings).toEqual({ block: 0, high: 0, medium: 2, info: 0 });
  });

  it('are shown with their addresses, of which the first screen of a comment has five', () => {
    const names = Array.from({ length: 12 }, (_, at) => `r${String(at).padStart(2, '0')}`);
    const result = reviewed(names.map((name) => rule(name)));
    const text = renderText(result);
    for (const name of names) expect(text).toMatch(new RegExp(`\\bokta_group_rule\\.${name}\\b`));
    const comment = renderMarkdown(result);
    const [first = '', folded = ''] = comment.split('The finding, with addresses');
    const shown = names.slice(0, 5).map((name) => `\`okta_group_rule.${name}\``);
    expect(first).toContain(`\`status\` – ${shown.join(', ')} and 7 more in \`prod\`.`);
    for (const name of names) expect(folded).toContain(`\`okta_group_rule.${name}\``);
  });

  it('stay apart where a waiver accepts one of them', () => {
    const waiver = {
      rule: 'resource/who-gets-in-changed',
      address: 'okta_group_rule.a',
      reason: 'Moved.',
      expires: '2027-01-01',
    };
    const { findings, verdict } = reviewed([rule('a'), rule('b'), rule('c')], { prod: { waivers: [waiver] } });
    expect(findings).toMatchObject([
      { addresses: ['okta_group_rule.b', 'okta_group_rule.c'] },
      { address: 'okta_group_rule.a', waiver },
    ]);
    expect(verdict).toBe('changes');
  });
});

describe('who gets in', () => {
  const assignment = rawChange(
    'okta_app_group_assignments.web',
    { app_id: '0oa1', group: [{ id: '00g1', priority: 1, profile: '{}' }] },
    { app_id: '0oa1', group: [{ id: '00g1', priority: 1, profile: '{}' }] },
  );
  const rulesOf = (result: ReturnType<typeof reviewed>) =>
    result.findings.map(({ rule: id, severity }) => [id, severity]);

  it('is high where the group reaches an app, and medium elsewhere', () => {
    expect(rulesOf(reviewed([assignment, memberships('a', '00g1')]))).toEqual([
      ['resource/app-access-changed', 'high'],
    ]);
    expect(rulesOf(reviewed([assignment, memberships('a', '00g2')]))).toEqual([
      ['resource/who-gets-in-changed', 'medium'],
    ]);
  });

  it('is high for a user of an app that exists', () => {
    const user = (inside: object) =>
      rawChange('okta_app_user.a', null, { app_id: '0oa1', user_id: '00u1' }, { ...inside });
    expect(rulesOf(reviewed([user({})]))).toEqual([['resource/app-access-changed', 'high']]);
    const later = rawChange('okta_app_user.a', null, { user_id: '00u1' }, { after_unknown: { app_id: true } });
    expect(rulesOf(reviewed([later]))).toEqual([['resource/who-gets-in-changed', 'medium']]);
  });

  it('is seen through names where another stack, which has no plan, has the group', () => {
    const apps = {
      data: { okta_group: { staff: { name: 'Staff' } } },
      resource: { okta_app_group_assignment: { a: { app_id: '0oa1', group_id: '${data.okta_group.staff.id}' } } },
    };
    const groups = {
      resource: {
        okta_group: { staff: { name: 'Staff' }, other: { name: 'Other' } },
        okta_group_memberships: {
          staff: { group_id: '${okta_group.staff.id}' },
          other: { group_id: '${okta_group.other.id}' },
        },
      },
    };
    const plan = rawPlan([memberships('staff', '00g7'), memberships('other', '00g8')]);
    const { findings } = reviewOf([
      stackOf(plan, { stack: 'groups-prod', synthesized: { after: groups } }),
      { stack: 'apps-prod', environment: 'prod', production: true, synthesized: { before: apps, after: apps } },
    ]);
    expect(findings.map(({ rule: id, address }) => [id, address])).toEqual([
      ['resource/app-access-changed', 'okta_group_memberships.staff'],
      ['resource/who-gets-in-changed', 'okta_group_memberships.other'],
    ]);
  });
});

describe('a part of something new', () => {
  const document = (server: string) => ({
    data: { okta_auth_server: { main: { name: 'main' } } },
    resource: {
      okta_auth_server: { api: { name: 'api' } },
      okta_auth_server_claim: { groups: { auth_server_id: server, value: '.*' } },
    },
  });
  const changes = [
    rawChange('okta_auth_server.api', null, { name: 'api' }),
    rawChange(
      'okta_auth_server_claim.groups',
      null,
      { name: 'groups', value_type: 'GROUPS', value: '.*' },
      { after_unknown: { auth_server_id: true } },
    ),
  ];
  const severities = (after?: unknown) =>
    reviewOf([stackOf(rawPlan(changes), after === undefined ? {} : { synthesized: { after } })])
      .findings.filter(({ rule }) => rule !== 'plan/unknown-value')
      .map(({ prop, severity }) => [prop, severity]);

  it('is reviewed with the whole', () => {
    expect(severities(document('${okta_auth_server.api.id}'))).toEqual([
      ['okta_auth_server', 'medium'],
      ['okta_auth_server_claim', 'info'],
    ]);
  });

  it.each([
    ['what is looked up late', document('${data.okta_auth_server.main.id}')],
    ['a part of an expression', document('${true ? okta_auth_server.api.id : "aus1"}')],
    ['an unknown document', undefined],
  ])('is no part where it may belong to %s', (_, after) => {
    expect(severities(after)).toEqual([
      ['okta_auth_server_claim', 'high'],
      ['okta_auth_server', 'medium'],
    ]);
  });
});

describe('what the base knows of a type', () => {
  const entry = { type: 'okta_group_rule', reason: 'The HR sync writes these rules.', expires: '2027-03-31' };
  const power = rawChange('okta_group_role.a', null, { group_id: '00g1' });
  const both = rule('a', { expression_value: 'true' });

  it('is accepted as by a waiver, until its last day', () => {
    const { findings } = reviewed([rule('a'), rule('b')], { prod: { known: [entry] } });
    expect(findings).toMatchObject([
      { rule: 'resource/who-gets-in-changed', waiver: { reason: entry.reason, expires: entry.expires } },
    ]);
    const expired = { ...entry, expires: '2026-11-20' };
    const late = reviewed([rule('a')], { prod: { known: [expired] } }).findings;
    expect(late[0]).toMatchObject({ expiredWaiver: { expires: '2026-11-20' } });
    expect(late[0]).not.toHaveProperty('waiver');
  });

  it('accepts single attributes only where all that differ are known', () => {
    const status = { ...entry, attribute: 'status' };
    const accepted = (change: unknown, known: (typeof status)[]) =>
      reviewed([change], { prod: { known } }).findings.map(({ waiver }) => waiver !== undefined);
    expect(accepted(rule('a'), [status])).toEqual([true]);
    expect(accepted(both, [status])).toEqual([false]);
    expect(accepted(both, [status, { ...entry, attribute: 'expression_value' }])).toEqual([true]);
    expect(accepted(rawChange('okta_group_rule.status', null, { name: 'status' }), [status])).toEqual([false]);
  });

  it.each([
    ['of what gives power', power, { ...entry, type: 'okta_group_role' }],
    ['with a wildcard', rule('a'), { ...entry, type: 'okta_*' }],
    ['without a reason', rule('a'), { ...entry, reason: ' ' }],
    ['without a day', rule('a'), { ...entry, expires: 'never' }],
    ['of another environment', rule('a'), entry, 'staging'],
  ])('accepts nothing %s', (_, change, known, environment = 'prod') => {
    const { findings } = reviewed([change], { [environment]: { known: [known] } });
    const own = findings.filter(({ rule: id }) => id.startsWith('resource/'));
    expect(own.length).toBe(1);
    expect(own[0]).not.toHaveProperty('waiver');
  });
});
