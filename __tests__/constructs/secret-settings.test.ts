import { App, TerraformVariable, Token, type TerraformStack } from 'cdktf';
import type { Environment } from '../../constructs/environment';
import { OidcWebApp, type OidcWebAppProps } from '../../constructs/oidc-web-app';
import { OktaStack } from '../../constructs/okta-stack';
import { dev } from '../../env/dev';
import { runSynthesize } from '../support/project';
import { MINIMAL } from '../support/synth-stack';

const SECRETS = { sink: { type: 'dotenv', folder: 'secrets' }, maxAge: 90 } as const;
const ROTATE = { type: 'api-token', tokenVariable: 'OKTA_DEV_ROTATE_TOKEN' } as const;

const stackOf = (environment: Environment, props: Partial<OidcWebAppProps>): OktaStack => {
  const stack = new OktaStack(new App(), 'billing', environment);
  new OidcWebApp(stack, 'billing', { ...MINIMAL, ...props });
  return stack;
};

test('the manifest has where secrets go, who rotates them otherwise, and with which credential', () => {
  const environment = { ...dev, secrets: SECRETS, credentials: { ...dev.credentials, rotate: ROTATE } };
  expect(stackOf(environment, { rotatedBy: 'infisical' }).manifest).toMatchObject({
    secrets: SECRETS,
    rotatedBy: { 'okta_app_oauth.billing': 'infisical' },
    credentials: { ...dev.credentials, rotate: ROTATE },
  });
});

test('without them the manifest is as before', () => {
  const keys = Object.keys(stackOf(dev, {}).manifest);
  expect(keys).not.toContain('secrets');
  expect(keys).not.toContain('rotatedBy');
});

test('what rotates the secret is no attribute of the app', () => {
  const [withIt, without] = ['other', undefined].map(
    (rotatedBy) => stackOf(dev, rotatedBy === undefined ? {} : { rotatedBy: 'other' }).toTerraform() as object,
  );
  expect(withIt).toEqual(without);
});

const problems = (environment: Environment, props: (stack: TerraformStack) => Partial<OidcWebAppProps>) =>
  runSynthesize({
    environments: [environment],
    wanted: environment.name,
    build: (app, one) => {
      const stack = new OktaStack(app, 'billing', one);
      new OidcWebApp(stack, 'billing', { ...MINIMAL, ...props(stack) });
    },
  }).stderr;

test('a token cannot say who rotates, for the tool reads it and not Terraform', () => {
  const stderr = problems(dev, (stack) => ({
    rotatedBy: Token.asString(new TerraformVariable(stack, 'v', {}).value) as 'other',
  }));
  expect(stderr).toContain('rotatedBy must be a string, got "a value that only Terraform knows"');
});

test('a setting that cannot be used is a problem of the environment', () => {
  const secrets = { sink: { type: 'dotenv', folder: '' }, maxAge: 0.5 } as const;
  const stderr = problems({ ...dev, secrets }, () => ({}));
  expect(stderr).toContain('secrets.sink.folder must be a string, got ""; write one [environment/secrets]');
  expect(stderr).toContain('secrets.maxAge must be an integer of at least 1, got 0.5');
});
