import { checkChosenSecrets } from '../../../okta-apps/run/check-chosen-secrets';
import { UserError } from '../../../okta-apps/shared/errors';
import type { StackManifest } from '../../../okta-apps/shared/stack-manifest';
import { localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const RANDOM = 'kP3-vT9_xW2qLm7RzYb5';
const SAMPLE = 'DRUFXGF9XbLnS9k-Sla3x3POBiIxDreBCdZuFs5B';
const TODO =
  'Set it to a random value, such as the output of "openssl rand -base64 33", or unset it: only the apply that creates ' +
  'the app needs it.';

const stack = (environment: string, ...apps: readonly string[]) => ({
  name: `shop-${environment}`,
  manifest: {
    environment,
    birthSecrets: apps.map((app) => ({ variable: `${app}_secret`, address: `okta_app_oauth.${app}` })),
  } as unknown as StackManifest,
});

type Stack = ReturnType<typeof stack>;

/** What the check says; nothing when it lets the values through. */
function saysOf(stacks: readonly Stack[], env: Record<string, string>, purpose: 'plan' | 'apply' = 'plan'): string {
  try {
    checkChosenSecrets(stacks, purpose, { env });
    return '';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

test('random values, placeholders and what is not set are let through', () => {
  const env = { TF_VAR_web_secret: RANDOM, TF_VAR_desk_secret: 'okta-apps-placeholder-aaaaaaaaaaaaaaaa' };
  expect(saysOf([stack('dev', 'web', 'desk', 'wiki')], env, 'apply')).toBe('');
});

test('samples and values that are easy to guess are refused together, without being shown', () => {
  const env = { TF_VAR_web_secret: SAMPLE, TF_VAR_desk_secret: 'canary-canary-canary', TF_VAR_wiki_secret: RANDOM };
  const said = saysOf([stack('dev', 'web', 'desk', 'wiki'), stack('staging', 'web')], env);
  expect(said.split('\n')).toEqual([
    'TF_VAR_web_secret must be a secret of your own, got one that public documentation shows ' +
      `(shop-dev okta_app_oauth.web, shop-staging okta_app_oauth.web). ${TODO}`,
    'TF_VAR_desk_secret must be hard to guess, got one of too few random characters: words, repetitions and runs hardly ' +
      `count (shop-dev okta_app_oauth.desk). ${TODO}`,
  ]);
  for (const value of Object.values(env)) expect(said).not.toContain(value);
});

test('two variables with one value are refused, also of two environments', () => {
  const env = { TF_VAR_web_secret: RANDOM, TF_VAR_desk_secret: RANDOM };
  const message = (web: string, desk: string): string =>
    `TF_VAR_web_secret and TF_VAR_desk_secret must differ, got one value for ${web} okta_app_oauth.web and ${desk} ` +
    'okta_app_oauth.desk. Set each to a random value of its own, or unset it: only the apply that creates the app needs it.';
  expect(saysOf([stack('dev', 'web', 'desk')], env)).toBe(message('shop-dev', 'shop-dev'));
  expect(saysOf([stack('dev', 'web'), stack('prod', 'desk')], env)).toBe(message('shop-dev', 'shop-prod'));
});

test('an apply refuses a variable that would give apps of two environments one secret; a plan creates nothing', () => {
  const stacks = [stack('dev', 'web'), stack('prod', 'web')];
  const env = { TF_VAR_web_secret: RANDOM };
  expect(saysOf(stacks, env, 'plan')).toBe('');
  expect(saysOf(stacks, env, 'apply')).toBe(
    'TF_VAR_web_secret must be the secret of one app, got it for shop-dev okta_app_oauth.web and shop-prod ' +
      'okta_app_oauth.web. Apply one environment at a time (--env), each with its own value, or unset it where no app ' +
      'is created.',
  );
});

test('secrets in one JSON object are looked at one by one', () => {
  const birthSecrets = ['billing', 'wiki', 'desk'].map((key) => ({
    variable: 'secrets',
    address: `okta_app_oauth.${key}`,
    key,
  }));
  const stacks = [{ name: 'shop-dev', manifest: { environment: 'dev', birthSecrets } as unknown as StackManifest }];
  const said = (value: unknown): string => saysOf(stacks, { TF_VAR_secrets: JSON.stringify(value) });
  expect(said({ billing: RANDOM, desk: 'okta-apps-placeholder-aaaaaaaaaaaaaaaa', more: 'unused' })).toBe('');
  expect(said({ billing: RANDOM, wiki: RANDOM, desk: SAMPLE }).split('\n')).toEqual([
    '"desk" of TF_VAR_secrets must be a secret of your own, got one that public documentation shows ' +
      `(shop-dev okta_app_oauth.desk). ${TODO}`,
    '"billing" of TF_VAR_secrets and "wiki" of TF_VAR_secrets must differ, got one value for shop-dev ' +
      'okta_app_oauth.billing and shop-dev okta_app_oauth.wiki. Set each to a random value of its own, or unset it: only ' +
      'the apply that creates the app needs it.',
  ]);
  expect(said(RANDOM)).toBe(
    'TF_VAR_secrets must be a JSON object with a client secret for "billing", "wiki" and "desk", got something else. ' +
      'Set it to such an object, or unset it: only the apply that creates an app needs its key.',
  );
});

test.each([
  ['easy to guess', 'canary-canary-canary', 'must be hard to guess'],
  ['a public sample', SAMPLE, 'must be a secret of your own'],
])('a command refuses a value that is %s before it runs Terraform, and shows none of it', async (_, value, says) => {
  const birthSecrets = [{ variable: 'web_secret', address: 'okta_app_oauth.web' }];
  const { folder: cwd } = plainProject(folder.path, { 'shop-local': localStack(['web'], birthSecrets) });
  for (const args of [['plan'], ['apply', '--auto-approve']]) {
    const { code, stdout, stderr } = await runCli(args, { cwd, env: { TF_VAR_web_secret: value } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(`^TF_VAR_web_secret ${says}, got one .* \\(shop-local okta_app_oauth.web\\)\\. Set .*\n$`),
    );
    expect(stderr).not.toMatch(/canary|9XbLnS/);
  }
});
