import { looksSecret } from '../shared/masker';

type Variables = Readonly<Record<string, string | undefined>>;

/** What of the user's environment Terraform gets in every environment of ours; see `listedEnvironment`. */
const HARMLESS = ['PATH', 'TMPDIR', 'TMP', 'TEMP', 'TERM', 'LANG', 'LC_ALL', 'LC_CTYPE', 'SystemRoot'];

/** Terraform never asks, and never calls home. */
const QUIET = { TF_INPUT: '0', TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };

/** What Terraform needs to install a provider from a registry or from a mirror of one. */
const INSTALLATION = ['TF_CLI_CONFIG_FILE', 'TF_PLUGIN_CACHE_DIR'];

/** What leads a provider to its API on this machine, and nowhere else. */
export interface ProviderTarget {
  /** Variables of the provider. */
  readonly variables: Readonly<Record<string, string>>;
  /** Value of TF_REATTACH_PROVIDERS; undefined for a provider that Terraform installs and starts. */
  readonly reattach: string | undefined;
}

/**
 * The environment of Terraform for a stack on this machine: listed, not inherited, because a provider may read
 * variables and files of the user's HOME before its provider block; any of those could lead it elsewhere. What backends
 * read is on the list.
 *
 * @param home An empty folder.
 */
export function listedEnvironment(
  env: Variables,
  home: string,
  { variables, reattach }: ProviderTarget,
): Record<string, string> {
  const names = reattach === undefined ? [...HARMLESS, ...INSTALLATION] : HARMLESS;
  return {
    ...pick(env, (name) => names.includes(name) || name.startsWith('TF_VAR_') || isBackendVariable(name)),
    ...QUIET,
    HOME: home,
    ...(reattach !== undefined && { TF_REATTACH_PROVIDERS: reattach }),
    ...variables,
  };
}

/** The environment of Terraform for any other stack: the user's own, since backends and proxies need it, in part. */
export function inheritedEnvironment(env: Variables, isLeftOut: (name: string) => boolean): Record<string, string> {
  return { ...pick(env, (name) => !isLeftOut(name)), ...QUIET };
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

/** By these names Terraform's backends, and its requests to registries and HCP Terraform, take what they need. */
const BACKEND = /^(?:PG|AWS_|GOOGLE_|ARM_|TF_HTTP_|TF_TOKEN_)/;

/** How a company's network is passed; requests to this machine never take such a way. */
const NETWORK = /^(?:https?_proxy|no_proxy|all_proxy|ssl_cert_file|ssl_cert_dir)$/i;

/** Words in the names of those that hold secrets. */
const SECRET = /passw|secret|token|key|credential|conn_?str/i;

/** How the names of those end that only say where one is. */
const NO_SECRET = /_(?:file|path|url|id)$/i;

/** Whether a backend may need the variable of this name, to reach the state and to prove who asks. */
export function isBackendVariable(name: string): boolean {
  return BACKEND.test(name) || NETWORK.test(name);
}

/** What must not be shown of the variables that backends read: secrets, and passwords inside addresses. */
export function backendSecrets(env: Variables): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (!isBackendVariable(name) || value === '') return [];
    const whole = BACKEND.test(name) && SECRET.test(name) && !NO_SECRET.test(name);
    return [...(whole ? [value] : []), ...passwordsIn(value)];
  });
}

/** The passwords of `scheme://user:password@host` and of `host=… password=…`, as written and decoded. */
function passwordsIn(value: string): readonly string[] {
  const inUrl = /^[a-z][a-z0-9+.-]*:\/\/[^:/?#@]*:([^/?#]*)@/i.exec(value)?.[1];
  const inWords = /(?:^|[\s?&])password\s*=\s*(?:'((?:\\.|[^'\\])*)'|([^\s&]+))/i.exec(value);
  const found = [inUrl, inWords?.[1], inWords?.[2]].filter((one) => one !== undefined);
  return [...new Set(found.flatMap((one) => [one, decoded(one)]))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
