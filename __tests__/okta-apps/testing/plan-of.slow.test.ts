import { TerraformStack, Testing } from 'cdktf';
import { OktaProvider } from '@cdktf/provider-okta/lib/provider';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import { OidcWebApp, type OidcWebAppProps } from '../../../constructs/oidc-web-app';
import '../../../okta-apps/testing/matchers';
import { planOf } from '../../../okta-apps/testing/plan-of';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const PROPS: OidcWebAppProps = { label: 'Billing', redirectUris: ['https://billing.acme.dev/callback'] };

/** A stack of apps called by their keys. */
function stackOf(apps: Readonly<Record<string, Partial<OidcWebAppProps>>>): TerraformStack {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'shop');
  new OktaProvider(stack, 'okta', { orgName: 'acme', baseUrl: 'okta.com' });
  for (const [id, props] of Object.entries(apps)) new OidcWebApp(stack, id, { ...PROPS, ...props });
  return stack;
}

const BILLING = 'okta_app_oauth.billing';

test('a new stack: everything is created; the plan as a snapshot', async () => {
  const plan = await planOf(stackOf({ billing: { assignTo: { groups: ['Staff'] } } }));
  expect(plan).toPlanOnly({ create: [BILLING, 'okta_app_group_assignments.billing'] });
  expect(plan).toReplaceNothing();
  expect(plan).toMatchSnapshot();
});

test('the same stack again changes nothing and has no finding', async () => {
  const plan = await planOf(stackOf({ billing: {} }), { after: stackOf({ billing: {} }) });
  expect(plan).toPlanOnly({});
  expect(plan.findings).toEqual([]);
});

test('a redirect URI on another domain is an update with a finding; snapshots are the same each time', async () => {
  const redirectUris = ['https://billing.acme.dev/callback', 'https://billing.elsewhere.org/callback'];
  const plans = await Promise.all(
    [1, 2].map(() => planOf(stackOf({ billing: { redirectUris } }), { after: stackOf({ billing: {} }) })),
  );
  for (const plan of plans) {
    expect(plan).toPlanOnly({ update: [BILLING] });
    expect(plan).toHaveFinding('redirect-uri/new-domain');
    expect(plan).toMatchSnapshot('redirect URI');
  }
  expect(plans[0]).toEqual(plans[1]);
});

test('another client id replaces the app', async () => {
  const plan = await planOf(stackOf({ billing: { clientId: 'billing-two' } }), {
    after: stackOf({ billing: { clientId: 'billing-one' } }),
  });
  expect(plan).toPlanOnly({ replace: [BILLING] });
  expect(plan).toHaveFinding('app/replaced');
  expect(plan).not.toReplaceNothing();
});

test('an app that is taken out of the code is deleted; text and documents do as well as stacks', async () => {
  const after = Testing.synth(stackOf({ billing: {}, admin: { label: 'Admin' } }));
  const plan = await planOf(JSON.parse(Testing.synth(stackOf({ billing: {} }))) as object, { after });
  expect(plan).toPlanOnly({ delete: ['okta_app_oauth.admin'] });
});

test('a matcher that fails says what it found', async () => {
  const plan = await planOf(stackOf({ billing: {} }));
  expect(() => {
    expect(plan).toPlanOnly({ update: [BILLING] });
  }).toThrow(
    `The plan is not what was expected (- expected, + planned):\n  - update ${BILLING}\n  + create ${BILLING}`,
  );
  expect(() => {
    expect(plan).toHaveFinding('app/replaced');
  }).toThrow('The plan has no finding app/replaced; it has:\n');
  expect(() => {
    expect(plan).not.toHaveFinding('app/replacd');
  }).toThrow('There is no change rule "app/replacd"');
  expect(() => {
    expect(Promise.resolve(plan)).toReplaceNothing();
  }).toThrow('toReplaceNothing takes what planOf() resolves to; is there an await in front of planOf()?');
});

test('what is no stack, and what Terraform cannot plan, say so', async () => {
  await expect(planOf('nothing')).rejects.toThrow(
    'the stack must be a stack of CDKTF or its cdk.tf.json, got a text that is no JSON object',
  );
  await expect(planOf({ output: { x: { value: '${nothing.here}' } } })).rejects.toThrow(
    'Error: Reference to undeclared resource\n',
  );
  const refused = { resource: { okta_app_oauth: { web: { label: 'x', type: 'web' } } } };
  await expect(planOf({}, { after: refused })).rejects.toThrow(
    'the base could not be applied to the throwaway org: Error: ',
  );
});

test('no folder and no socket is left behind', async () => {
  const stack = stackOf({ billing: {} });
  const tmpdir = jest.spyOn(os, 'tmpdir').mockReturnValue(folder.path);
  await planOf(stack);
  expect(tmpdir).toHaveBeenCalled();
  tmpdir.mockRestore();
  expect(readdirSync(folder.path)).toEqual([]);
});
