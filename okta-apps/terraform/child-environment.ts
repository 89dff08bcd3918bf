import { looksSecret } from '../shared/masker';
import { isBackendVariable } from './backend-variables';

type Variables = Readonly<Record<string, string | undefined>>;

/** What of the user's environment Terraform gets in every environment of ours; see `localEnvironment`. */
const HARMLESS = ['PATH', 'TMPDIR', 'TMP', 'TEMP', 'TERM', 'LANG', 'LC_ALL', 'LC_CTYPE', 'SystemRoot'];

/** Terraform never asks, and never calls home. */
const QUIET = { TF_INPUT: '0', TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };

/** What Terraform needs to install a provider from a registry or from a mirror of one. */
const INSTALLATION = ['TF_CLI_CONFIG_FILE', 'TF_PLUGIN_CACHE_DIR'];

/** Where the provider of a stack on this machine finds its org. */
export interface LocalTarget {
  readonly url: string;
  readonly token: string;
  /** Value of TF_REATTACH_PROVIDERS; undefined for okta/okta itself, which Terraform installs and starts. */
  readonly reattach: string | undefined;
}

/**
 * The environment of Terraform for a stack on this machine: listed, not inherited, because okta/okta reads every
 * `OKTA_*` and `~/.okta/okta.yaml` before its provider block; either could lead it to a real org. What backends read
 * is on the list.
 *
 * @param home An empty folder.
 */
export function localEnvironment(env: Variables, home: string, target: LocalTarget): Record<string, string> {
  const { reattach } = target;
  const listed = reattach === undefined ? [...HARMLESS, ...INSTALLATION] : HARMLESS;
  return {
    ...pick(env, (name) => listed.includes(name) || name.startsWith('TF_VAR_') || isBackendVariable(name)),
    ...QUIET,
    HOME: home,
    ...(reattach !== undefined && { TF_REATTACH_PROVIDERS: reattach }),
    OKTA_HTTP_PROXY: target.url,
    OKTA_API_TOKEN: target.token,
  };
}

/**
 * The environment of Terraform for a stack of a real org: the user's own (backends and proxies need it), without any
 * `OKTA_*` and without what the stack's credentials are read from, plus the one credential in the provider's names.
 *
 * @param credential Variables of the provider, from `providerVariables`.
 * @param credentialVariables Names of the variables that hold this stack's credentials.
 */
export function realEnvironment(
  env: Variables,
  credential: Readonly<Record<string, string>>,
  credentialVariables: readonly string[],
): Record<string, string> {
  return {
    ...pick(env, (name) => !name.startsWith('OKTA_') && !credentialVariables.includes(name)),
    ...QUIET,
    ...credential,
  };
}

/** Words in names of variables whose values are secrets. */
const SECRET_NAME = /token|secret|passw|passphrase|private_?key|access_?key|credential|conn_?str/i;

/**
 * The environment of the program that synthesizes: whatever it reads could end up in a `cdk.tf.json`, so it gets no
 * Terraform variable, nothing that looks like a secret by its name, and none of `credentialVariables`.
 */
export function synthEnvironment(env: Variables, credentialVariables: readonly string[]): Record<string, string> {
  return pick(env, (name) => !name.startsWith('TF_') && !SECRET_NAME.test(name) && !credentialVariables.includes(name));
}

/** Values in `env` that look like secrets by the names of their variables. */
export function secretValues(env: Variables): readonly string[] {
  return Object.values(pick(env, (name) => SECRET_NAME.test(name))).filter(looksSecret);
}

function pick(env: Variables, wanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && wanted(entry[0])),
  );
}
