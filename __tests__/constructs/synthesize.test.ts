import type { App } from 'cdktf';
import { AppOauth } from '@cdktf/provider-okta/lib/app-oauth';
import { OidcWebApp, type OidcWebAppProps } from '../../constructs/oidc-web-app';
import type { Environment } from '../../constructs/environment';
import { dev } from '../../env/dev';
import { local } from '../../env/local';
import { prod } from '../../env/prod';
import { staging } from '../../env/staging';
import { OktaStack } from '../../constructs/okta-stack';
import { runSynthesize } from '../support/project';
import { MINIMAL } from '../support/synth-stack';

const ENVIRONMENTS = [local, dev, prod];

/** One team with one app in every environment; `props` per environment. */
function team(props: (environment: Environment) => Partial<OidcWebAppProps>) {
  return (app: App, environment: Environment) => {
    const stack = new OktaStack(app, 'billing', environment);
    const redirectUris = [`https://billing-${environment.name}.acme.dev/callback`];
    new OidcWebApp(stack, 'billing', { ...MINIMAL, redirectUris, ...props(environment) });
  };
}

const TOO_LONG = 'x'.repeat(101);
const labelProblem = (environment: string) =>
  `error: [${environment} billing-${environment}/billing] label must have 1 to 100 characters, got "${TOO_LONG}"; shorten it by 1 [label/length]\n`;

/** The stack, headed by the message, of what it throws. */
function stackOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).stack ?? '';
  }
  return '';
}

describe('synthesize', () => {
  it('writes every environment but local ones when none is named', () => {
    const { files, exitCode } = runSynthesize({ environments: ENVIRONMENTS, build: team(() => ({})) });
    expect(exitCode).toBeUndefined();
    expect(Object.keys(files).sort()).toEqual([
      'manifest.json',
      'stacks/billing-dev/cdk.tf.json',
      'stacks/billing-dev/okta-apps.json',
      'stacks/billing-dev/okta-apps.places.json',
      'stacks/billing-prod/cdk.tf.json',
      'stacks/billing-prod/okta-apps.json',
      'stacks/billing-prod/okta-apps.places.json',
    ]);
  });

  it('writes only what is asked for', () => {
    const { files } = runSynthesize({ environments: ENVIRONMENTS, wanted: ' local ', build: team(() => ({})) });
    expect(Object.keys(files).sort()).toEqual([
      'manifest.json',
      'stacks/billing-local/cdk.tf.json',
      'stacks/billing-local/okta-apps.json',
      'stacks/billing-local/okta-apps.places.json',
    ]);
  });

  it('refuses an unknown environment, listing the known ones', () => {
    const run = runSynthesize({ environments: ENVIRONMENTS, wanted: 'dev,prd', build: team(() => ({})) });
    expect(run.stderr).toBe('error: OKTA_ENV must name environments, got "prd"; the known ones are local, dev, prod\n');
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it('tells every problem of every environment asked for, and writes nothing', () => {
    const build = team(({ name }) => ({ label: name === 'dev' ? TOO_LONG : '' }));
    const run = runSynthesize({ environments: ENVIRONMENTS, build });
    expect(run.stderr).toBe(
      `${labelProblem('dev')}error: [prod billing-prod/billing] label must have 1 to 100 characters, got ""; write the name that people will see [label/length]\n` +
        '2 errors: nothing was written. Each rule is explained in docs/rules.md.\n',
    );
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it('tells a problem that is the same in several environments once', () => {
    const environments = [local, staging, dev, prod];
    const build = (app: App, environment: Environment) => {
      const stack = new OktaStack(app, 'billing', environment);
      for (const id of ['billing', 'payment']) {
        const redirectUris = [`https://${id}-${environment.name}.acme.dev/callback`];
        new OidcWebApp(stack, id, { ...MINIMAL, label: TOO_LONG, clientId: `${id}-${environment.name}`, redirectUris });
      }
    };
    const run = runSynthesize({ environments, build });
    expect(run.stderr).toBe(
      `error: [staging, dev, prod] billing-*/billing: label must have 1 to 100 characters, got "${TOO_LONG}"; shorten it by 1 [label/length]\n` +
        `error: [staging, dev, prod] billing-*/payment: label must be the label of one app only, got "${TOO_LONG}"; choose another, billing-*/billing has it [environment/label-unique]\n` +
        `error: [staging, dev, prod] billing-*/payment: label must have 1 to 100 characters, got "${TOO_LONG}"; shorten it by 1 [label/length]\n` +
        '3 errors: nothing was written. Each rule is explained in docs/rules.md.\n',
    );
  });

  it('is not stopped by an environment that was not asked for', () => {
    const build = team(({ name }) => (name === 'prod' ? { label: TOO_LONG } : {}));
    const run = runSynthesize({ environments: ENVIRONMENTS, wanted: 'dev', build });
    expect(run).toMatchObject({ exitCode: undefined, stderr: '' });
    expect(Object.keys(run.files)).toContain('stacks/billing-dev/cdk.tf.json');
  });

  it('compares an environment with those that were not asked for', () => {
    const redirectUris = ['https://billing-dev.acme.dev/callback'];
    const build = team(({ name }) => (name === 'prod' ? { redirectUris } : {}));
    const run = runSynthesize({ environments: ENVIRONMENTS, wanted: 'prod', build });
    expect(run.stderr).toContain('[prod billing-prod/billing] redirectUris[0] must');
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it('refuses two stacks of one name', () => {
    const build = (app: App, environment: Environment) => {
      team(() => ({}))(app, environment);
      team(() => ({}))(app, environment);
    };
    const run = runSynthesize({ environments: [dev], build });
    expect(run.stderr).toBe(
      'error: stack must have a unique name, got "billing-dev" twice; give one of the two another team name\n',
    );
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it.each([
    ['billing', 'id must be unique, got "billing" twice; rename one of the two'],
    ['', 'id must be a name, got ""; choose one such as "storefront-web"'],
  ])('refuses an app whose id is taken or empty, in one message: "%s"', (id, says) => {
    const build = (app: App, environment: Environment) => {
      const stack = new OktaStack(app, 'billing', environment);
      for (const its of ['billing', id]) new OidcWebApp(stack, its, MINIMAL);
    };
    const run = runSynthesize({ environments: [dev], build });
    expect(run.stderr).toBe(`error: billing-dev: ${says}\n`);
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it('throws on what is no mistake of the user, with the environment and its stack', () => {
    const broken = () => {
      throw new TypeError('stack file is broken');
    };
    const run = () => runSynthesize({ environments: [dev], build: broken });
    expect(run).toThrow(new TypeError('environment dev cannot be built: stack file is broken'));
    expect(stackOf(run).split('environment dev cannot be built: ')).toHaveLength(2);
  });

  it('refuses a team without a name that a stack can have', () => {
    const build = (app: App, environment: Environment) => {
      new OktaStack(app, 'shop/web', environment);
    };
    const run = runSynthesize({ environments: [dev], build });
    expect(run.stderr).toBe(
      'error: stack must have a name of letters, digits, - and _, got "shop/web"; give it a team name such as "storefront"\n',
    );
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it('continues when an environment that was not asked for cannot be built, and says so', () => {
    const build = (app: App, environment: Environment) => {
      if (environment.name === 'prod') throw new TypeError('stack file is broken');
      team(() => ({}))(app, environment);
    };
    const run = runSynthesize({ environments: ENVIRONMENTS, wanted: 'dev', build });
    expect(run.stderr).toBe('warning: environment prod was not built, nor compared with: stack file is broken\n');
    expect(Object.keys(run.files)).toContain('stacks/billing-dev/cdk.tf.json');
  });

  it('writes no file when the last stack fails a validation of another kind', () => {
    const build = (app: App, environment: Environment) => {
      team(() => ({}))(app, environment);
      const last = new OktaStack(app, 'last', environment);
      last.node.addValidation({ validate: () => ['a check of the team'] });
    };
    expect(() => runSynthesize({ environments: [dev], build })).toThrow('[last-dev] a check of the team');
  });

  it('gives the outcome as one JSON document to a program', () => {
    const run = runSynthesize({ environments: [dev], build: team(() => ({ label: '' })), json: true });
    expect(run.stderr).toBe('');
    expect(run.document).toEqual({
      problems: [
        {
          environment: 'dev',
          app: 'billing-dev/billing',
          address: 'okta_app_oauth.billing',
          prop: 'label',
          value: '""',
          title: 'A label is empty or too long.',
          impact: 'Okta or the provider refuses the app, and the apply stops',
          fix: 'write the name that people will see',
          todo: 'write the name that people will see',
          rule: 'label/length',
          severity: 'error',
          message: 'label must have 1 to 100 characters, got ""; write the name that people will see [label/length]',
        },
      ],
      stacks: [],
      warnings: [],
    });
  });
});

describe('a reference to another stack', () => {
  it('becomes a remote state, which skipping the prepare pass would lose without a word', () => {
    const build = (app: App, environment: Environment) => {
      const first = new OktaStack(app, 'first', environment);
      const billing = new OidcWebApp(first, 'billing', MINIMAL);
      const second = new OktaStack(app, 'second', environment);
      const redirectUris = ['https://raw.acme.dev/cb'];
      new AppOauth(second, 'raw', { label: billing.clientId, type: 'web', redirectUris });
    };
    const { files } = runSynthesize({ environments: [dev], build });
    const second = JSON.parse(files['stacks/second-dev/cdk.tf.json'] ?? '') as {
      resource: { okta_app_oauth: { raw: { label: string } } };
    };
    expect(second.resource.okta_app_oauth.raw.label).toBe(
      '${data.terraform_remote_state.cross-stack-reference-input-first-dev.outputs.cross-stack-output-okta_app_oauthbillingclient_id}',
    );
  });
});
