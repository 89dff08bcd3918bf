import type { ReviewInput, StackInput } from '../../../../okta-apps/review/review-input';
import { newApp, rawChange, rawPlan, SOUND_APP, type Attributes, type RawChange } from './plan-json';
import { stackOf, TODAY } from './reviews';

const ENVIRONMENTS = ['dev', 'staging', 'prod'];

/** `https://shop.dev.acme.com` and, in production, `https://shop.acme.com`. */
function origin(name: string, environment: string): string {
  return `https://${name}${environment === 'prod' ? '' : `.${environment}`}.acme.com`;
}

/** An app as it is in one environment. */
function app(name: string, label: string, environment: string, more: Attributes = {}): Attributes {
  const own = origin(name, environment);
  return {
    ...SOUND_APP,
    id: `0oa${name}${environment}`.padEnd(20, '0'),
    label,
    client_id: `${name}-${environment}`,
    redirect_uris: [`${own}/callback`],
    post_logout_redirect_uris: [`${own}/`],
    refresh_token_leeway: 20,
    ...more,
  };
}

function change(name: string, before: Attributes, after: Attributes): RawChange {
  return rawChange(`okta_app_oauth.${name}`, before, { ...before, ...after });
}

/** One stack in each environment. */
function everywhere(
  team: string,
  changes: (environment: string) => readonly RawChange[],
  more: Partial<StackInput> = {},
): StackInput[] {
  return ENVIRONMENTS.map((environment) =>
    stackOf(rawPlan(changes(environment)), {
      stack: `${team}-${environment}`,
      environment,
      production: environment === 'prod',
      ...more,
    }),
  );
}

function input(stacks: readonly StackInput[], more: Partial<ReviewInput> = {}): ReviewInput {
  return { today: TODAY, stacks, rules: {}, secrets: [], ...more };
}

const GROUPS = {
  prior_state: {
    values: {
      root_module: {
        resources: [
          {
            address: 'data.okta_group.billing',
            type: 'okta_group',
            mode: 'data',
            values: { id: '00gbilling1234567890', name: 'Billing team' },
          },
        ],
      },
    },
  },
};

/** A document in which a group is assigned to the new app. */
const NEW_APP_DOCUMENT = {
  resource: {
    okta_app_oauth: { billing: { label: 'Billing' } },
    okta_app_group_assignments: {
      billing: { app_id: '${okta_app_oauth.billing.id}', group: [{ id: '${data.okta_group.billing.id}' }] },
    },
  },
  data: { okta_group: { billing: { name: 'Billing team' } } },
};

function newBilling(environment: string): readonly RawChange[] {
  const own = app('billing', 'Billing', environment);
  const { label, client_id, redirect_uris, post_logout_redirect_uris, refresh_token_leeway } = own;
  const chosen = { label, client_id, redirect_uris, post_logout_redirect_uris, refresh_token_leeway };
  const group = { id: '00gbilling1234567890', priority: 1, profile: '{}' };
  const unknown = { after_unknown: { app_id: true, id: true } };
  return [
    rawChange('okta_app_group_assignments.billing', null, { group: [group] }, unknown),
    newApp(chosen, 'okta_app_oauth.billing'),
  ];
}

const paths = (name: string) => (environment: string) => ({
  redirect_uris: [`${origin(name, environment)}/oidc/callback`],
  refresh_token_leeway: 45,
});

/** What teams really change, as the plans of three environments. */
export const EVERYDAY_CASES: Readonly<Record<string, () => ReviewInput>> = {
  'everyday-small': () =>
    input([
      ...everywhere('billing', (environment) => [
        change('billing', app('billing', 'Billing', environment), paths('billing')(environment)),
      ]),
      ...everywhere('storefront', (environment) => [
        change('shop', app('shop', 'Storefront', environment), paths('shop')(environment)),
      ]),
      ...ENVIRONMENTS.map((environment) => ({
        stack: `back-office-${environment}`,
        environment,
        production: environment === 'prod',
      })),
    ]),
  'everyday-large': () =>
    input(
      everywhere('apps', (environment) =>
        Array.from({ length: 40 }, (_, at) => {
          const name = `app-${String(at).padStart(2, '0')}`;
          const label = `Harbour ${name}`;
          return change(name, app(name, label, environment), { label: `Harbor ${name}` });
        }),
      ),
    ),
  'everyday-blocked': () =>
    input([
      ...everywhere('storefront', (environment) => [
        change('shop', app('shop', 'Storefront', environment), {
          redirect_uris: [`${origin('shop', environment)}/callback`, 'https://acme-login.net/callback'],
          pkce_required: environment !== 'prod',
        }),
      ]),
    ]),
  'everyday-new-app': () =>
    input(
      everywhere('billing', newBilling, {}).map((stack) => ({
        ...stack,
        synthesized: { before: {}, after: NEW_APP_DOCUMENT },
        plan: stackOf(rawPlan(newBilling(stack.environment), GROUPS)).plan!,
      })),
    ),
  'everyday-drift': () =>
    input([
      {
        ...stackOf(
          rawPlan(
            [change('shop', app('shop', 'Storefront', 'prod', { pkce_required: false }), { pkce_required: true })],
            {
              resource_drift: [
                change('shop', app('shop', 'Storefront', 'prod'), { pkce_required: false, label: 'Shop' }),
              ],
            },
          ),
        ),
      },
    ]),
  'everyday-failure': () =>
    input([
      ...everywhere('storefront', (environment) => [
        change('shop', app('shop', 'Storefront', environment), { refresh_token_leeway: 30 }),
      ]).slice(1),
      {
        stack: 'storefront-dev',
        environment: 'dev',
        production: false,
        failure: 'the variable OKTA_DEV_PLAN_TOKEN is not set',
      },
    ]),
};
