import { review } from '../../../okta-apps/review/review';
import { readPlan } from '../../../okta-apps/resources/read-plan';
import type { StackInput } from '../../../okta-apps/review/review-input';
import { rawChange, rawPlan, SOUND_APP } from './support/plan-json';

const OLD = 'okta_app_oauth.billing';
const NEW = 'okta_app_oauth.billing-web';
const APP = { ...SOUND_APP, id: '0oa1billing0000000A1', client_id: 'billing', label: 'Billing' };

function input(stack: string, changes: readonly unknown[], environment = 'prod'): StackInput {
  const plan = readPlan(rawPlan(changes), { secrets: [] });
  return { stack, environment, production: true, plan };
}

/** Findings about apps that come or go, and what to do about each. */
function found(...stacks: readonly StackInput[]) {
  const { findings, verdict } = review({ today: '2026-01-01', stacks, rules: {}, secrets: [] });
  const lives = findings.filter(({ rule }) => rule === 'app/renamed' || rule === 'app/deleted');
  return {
    verdict,
    lives: lives.map(({ rule, severity, stack, address, todo }) => [
      rule,
      severity,
      `${stack ?? ''}/${address ?? ''}`,
      todo,
    ]),
  };
}

const deleted = rawChange(OLD, APP, null);
const created = rawChange(NEW, null, { ...APP, id: undefined });

test('in one stack it is one finding that names movedFrom', () => {
  expect(found(input('shop-prod', [deleted, created]))).toEqual({
    verdict: 'blocked',
    lives: [
      [
        'app/renamed',
        'block',
        `shop-prod/${NEW}`,
        `declare where the app was before: app.movedFrom('billing') on ${NEW}`,
      ],
    ],
  });
});

test('between two stacks it names the two steps', () => {
  expect(found(input('shop-prod', [deleted]), input('desk-prod', [created])).lives).toEqual([
    [
      'app/renamed',
      'block',
      `desk-prod/${NEW}`,
      `move it in two steps, so that Okta keeps the app: in shop-prod, stack.addOverride('removed', ` +
        `[{ from: '${OLD}', lifecycle: { destroy: false } }]); in desk-prod, app.importFrom('0oa1billing0000000A1') on ${NEW}, ` +
        'for prod only',
    ],
  ]);
});

test('a stack that is gone forgets its apps: that is the first of the two steps, without the second', () => {
  const forgotten = rawChange(OLD, APP, null, { actions: ['forget'] });
  const lives = found(input('shop-prod', [forgotten]), input('desk-prod', [created])).lives.map(([rule]) => rule);
  expect(lives).toEqual(['app/renamed']);
});

test('another client ID, another environment or a hidden client ID is no rename', () => {
  const other = rawChange(NEW, null, { ...APP, client_id: 'billing-web' });
  const rules = (...stacks: readonly StackInput[]) => found(...stacks).lives.map(([rule]) => rule);
  expect(rules(input('shop-prod', [deleted, other]))).toEqual(['app/deleted']);
  expect(rules(input('shop-prod', [deleted]), input('shop-dev', [created], 'dev'))).toEqual(['app/deleted']);
  const hidden = { before_sensitive: { client_id: true }, after_sensitive: { client_id: true } };
  const [gone, made] = [rawChange(OLD, APP, null, hidden), rawChange(NEW, null, APP, hidden)];
  expect(rules(input('shop-prod', [gone, made]))).toEqual(['app/deleted']);
});
