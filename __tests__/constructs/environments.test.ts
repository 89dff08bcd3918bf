// cspell:ignore Destory
import type { App } from 'cdktf';
import { appOrigins } from '../../constructs/app-origins';
import type { Environment } from '../../constructs/environment';
import { OidcWebApp } from '../../constructs/oidc-web-app';
import { OktaStack } from '../../constructs/okta-stack';
import { dev } from '../../env/dev';
import { local } from '../../env/local';
import { prod } from '../../env/prod';
import { staging } from '../../env/staging';
import { bareStack, MINIMAL } from '../support/synth-stack';
import { runSynthesize } from '../support/project';

/** A stack with these apps, each at its origins in `env/`. */
const stackOf =
  (...apps: string[]) =>
  (app: App, environment: Environment) => {
    const stack = new OktaStack(app, 'shop', environment);
    for (const id of apps) {
      const redirectUris = appOrigins(environment, id).map((origin) => `${origin}/callback`);
      new OidcWebApp(stack, id, { ...MINIMAL, label: id, clientId: `${id}-${environment.name}`, redirectUris });
    }
  };

const end = (count: string) => `${count}: nothing was written. Each rule is explained in docs/rules.md.\n`;

/** Without the lines of the example's files, which move. */
const withoutLines = (text: string) => text.replace(/(env\/\w+\.ts):\d+/g, '$1');

function said(environments: readonly unknown[], ...apps: string[]): string {
  const run = runSynthesize({ environments: environments as Environment[], build: stackOf(...apps) });
  expect(run).toMatchObject({ exitCode: 1, files: {} });
  return withoutLines(run.stderr);
}

describe('an app without an entry in `apps`', () => {
  it('is one problem for all environments, with the file of each, and so is the next app', () => {
    const problem = (app: string) =>
      `error: [dev, staging, prod] apps["${app}"] must say where the app is served from, got undefined; ` +
      `add "${app}": { origins: ["https://…"] } [environment/app-entry] (env/dev.ts, env/staging.ts, env/prod.ts)\n`;
    expect(said([dev, staging, prod], 'checkout', 'back-office', 'wishes')).toBe(
      problem('checkout') + problem('wishes') + end('2 errors'),
    );
  });

  it('is found beside other problems, also where the environment refuses placeholder hosts', () => {
    const build = (app: App, environment: Environment) => {
      stackOf('checkout')(app, environment);
      new OidcWebApp(new OktaStack(app, 'desk', environment), 'desk', { ...MINIMAL, label: '' });
    };
    const { stderr } = runSynthesize({ environments: [prod], build });
    expect(stderr.split('\n').map((line) => /\[[a-z-]+\/[a-z-]+\]/.exec(line)?.[0])).toEqual(
      expect.arrayContaining(['[environment/app-entry]', '[label/length]']),
    );
    expect(stderr).not.toContain('no-origins');
  });

  it('does not build an environment that was not asked for, with a warning', () => {
    const { stderr, exitCode } = runSynthesize({
      environments: [
        { ...dev, apps: { ...dev.apps, checkout: { origins: ['https://checkout.dev.harborgoods.net'] } } },
        prod,
      ],
      wanted: 'dev',
      build: stackOf('checkout'),
    });
    expect(exitCode).toBeUndefined();
    expect(stderr).toBe(
      'warning: environment prod was not built, nor compared with: environment "prod" must say where "checkout" is served from, ' +
        'got only storefront-web, storefront-admin, partner-portal, back-office; add it to `apps` in its file in env/\n',
    );
  });

  it('ends a build of the project itself, which nothing would check', () => {
    expect(() => appOrigins(dev, 'checkout')).toThrow('environment "dev" must say where "checkout" is served from');
  });
});

describe('an environment', () => {
  it('with a misspelled member is one problem, although the right one is required', () => {
    const { preventDestroy, ...rest } = dev;
    expect(said([{ ...rest, preventDestory: preventDestroy }, prod], 'back-office')).toBe(
      'error: [dev] preventDestory must be a member that Environment has, got "a value that nothing reads"; did you mean preventDestroy? [environment/known] (env/dev.ts)\n' +
        end('1 error'),
    );
  });

  it('with a member that nothing reads is built, so that its apps are checked too', () => {
    const wrong = { ...dev, maxRedirectUris: 5, apps: {} };
    expect(said([wrong, prod], 'back-office')).toBe(
      'error: [dev] apps["back-office"] must say where the app is served from, got undefined; add "back-office": { origins: ["https://…"] } [environment/app-entry] (env/dev.ts)\n' +
        'error: [dev] maxRedirectUris must be a member that Environment has, got "a value that nothing reads"; did you mean rules.maxRedirectUris? [environment/known] (env/dev.ts)\n' +
        end('2 errors'),
    );
  });

  it('that is misspelled and was not asked for is not built, with a warning', () => {
    const run = runSynthesize({
      environments: [dev, { ...prod, production: 'yes' as unknown as boolean }],
      wanted: 'dev',
      build: stackOf('back-office'),
    });
    expect(run.exitCode).toBeUndefined();
    expect(run.stderr).toBe(
      'warning: environment prod was not built, nor compared with; synthesize it to see what is wrong\n',
    );
  });

  it.each([
    [undefined, 'be a string, got undefined; write one [environment/complete]'],
    [
      '',
      'be letters, digits and -, begin and end with a letter or digit, and have at most 63 characters, got ""; choose a name such as "qa" or "prod-eu" [environment/name]',
    ],
  ])('with the name %j is an error of every run, and has no other', (name, must) => {
    const environments = [dev, { ...prod, name }] as Environment[];
    const run = runSynthesize({ environments, wanted: 'dev', build: stackOf('back-office') });
    expect(run).toMatchObject({
      exitCode: 1,
      files: {},
      stderr: `error: name must ${must}\n${end('1 error')}`,
    });
  });

  it.each(['dev eu', 'dev/eu', 'dev,x'])('cannot be called %s', (name) => {
    expect(said([{ ...dev, name }, prod], 'back-office')).toBe(
      `error: [${name}] name must be letters, digits and -, begin and end with a letter or digit, and have at most 63 characters, got "${name}"; choose a name such as "qa" or "prod-eu" [environment/name]\n` +
        end('1 error'),
    );
  });

  it('has a name of its own', () => {
    expect(said([dev, prod, { ...prod, preventDestroy: false }], 'back-office')).toBe(
      'error: [prod] name must be the name of one environment only, got "prod"; give each environment a name of its own [across/name-unique] (env/prod.ts)\n' +
        end('1 error'),
    );
  });

  it('that was copied has credentials of its own', () => {
    const { credentials } = dev;
    const copy = { ...staging, credentials: { ...staging.credentials, plan: credentials.plan } };
    expect(said([dev, copy], 'back-office')).toBe(
      'error: [dev] credentials.plan.tokenVariable must be that of one environment only, got "OKTA_DEV_PLAN_TOKEN"; choose one for this environment, staging has it [across/credential-unique] (env/dev.ts)\n' +
        'error: [staging] credentials.plan.tokenVariable must be that of one environment only, got "OKTA_DEV_PLAN_TOKEN"; choose one for this environment, dev has it [across/credential-unique] (env/staging.ts)\n' +
        end('2 errors'),
    );
  });

  it('of an org on this machine may share a credential', () => {
    const environments = [dev, { ...local, credentials: dev.credentials, apps: dev.apps }];
    const run = runSynthesize({ environments, wanted: 'dev,local', build: stackOf('back-office') });
    expect(run).toMatchObject({ exitCode: undefined, stderr: '' });
  });

  it('that cannot be built is refused by its stack too', () => {
    const build = () => new OktaStack(bareStack(), 'shop', { ...dev, production: 1 as unknown as boolean });
    expect(build).toThrow(
      'environment cannot be built: production must be true or false, got 1; write one [environment/complete]',
    );
  });
});
