import { SECRET_NAME, secretValues } from '../shared/secret-variables';

type Variables = Readonly<Record<string, string | undefined>>;

/** What of the user's environment Terraform gets in every environment of ours; see `listedEnvironment`. */
const HARMLESS = ['PATH', 'TMPDIR', 'TMP', 'TEMP', 'TERM', 'LANG', 'LC_ALL', 'LC_CTYPE', 'SystemRoot'];

/** Terraform never asks, and never calls home. */
const QUIET = { TF_INPUT: '0', TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };

/** What Terraform needs to install a provider, besides the settings that are written for it. */
const INSTALLATION = /^(?:TF_PLUGIN_CACHE_DIR|TF_TOKEN_.+)$/;

/** What leads a provider to its API, and a backend to the state. */
export interface TerraformTarget {
  /** Variables of the provider. */
  readonly variables: Readonly<Record<string, string>>;
  /** Value of TF_REATTACH_PROVIDERS; undefined for a provider that Terraform installs and starts. */
  readonly reattach?: string | undefined;
  /** File with the settings by which providers are installed. @default - Terraform installs none */
  readonly cliConfiguration?: string | undefined;
  /** Type of the stack's backend. @default - none that reads variables */
  readonly backend?: string | undefined;
  /** Names of variables that the environment's data lets through. @default [] */
  readonly passed?: readonly string[];
}

/**
 * The environment of Terraform: listed, not inherited. Others could move the state (`TF_CLI_ARGS_init`), replace a value
 * (`TF_CLI_ARGS_plan`), or hand it what a CI job may do (`GITHUB_ENV`); and a provider reads variables and files of
 * HOME before its provider block, which could lead it elsewhere.
 *
 * @param home A folder of its own.
 */
export function listedEnvironment(
  env: Variables,
  home: string,
  { variables, reattach, cliConfiguration, backend, passed = [] }: TerraformTarget,
): Record<string, string> {
  const reads = backendReads(env, backend);
  const isListed = (name: string): boolean =>
    HARMLESS.includes(name) ||
    NETWORK.test(name) ||
    reads(name) ||
    passed.includes(name) ||
    (cliConfiguration !== undefined && INSTALLATION.test(name));
  return {
    ...pick(env, isListed),
    ...QUIET,
    HOME: home,
    ...(env['USERPROFILE'] !== undefined && { USERPROFILE: home }),
    ...(cliConfiguration !== undefined && { TF_CLI_CONFIG_FILE: cliConfiguration }),
    ...(reattach !== undefined && { TF_REATTACH_PROVIDERS: reattach }),
    ...variables,
  };
}

/** Variables that people set for Terraform and that `listedEnvironment` leaves out: to be said, since they did nothing. */
export function ignoredVariables(env: Variables, passed: readonly string[]): readonly string[] {
  const known = /^TF_(?:TOKEN_.*|HTTP_.*|PLUGIN_CACHE_DIR|CLI_CONFIG_FILE|INPUT|IN_AUTOMATION|REATTACH_PROVIDERS)$/;
  return Object.keys(pick(env, (name) => name.startsWith('TF_') && !known.test(name) && !passed.includes(name))).sort();
}

/** What the program that synthesizes gets of the user's variables; the project's `cdktf.json` may list more. */
const SYNTH = /^(?:HOME|USERPROFILE|APPDATA|CI|OKTA_ENV|NODE_OPTIONS|LC_.+|OKTA_APPS_.+|CDKTF_.+)$/;

/**
 * The environment of the program that synthesizes: whatever it reads could end up in a `cdk.tf.json`, or be sent away.
 * So it is listed, and holds nothing that is a secret by its name, by the stacks, or by its value.
 *
 * @param listed Names that the project lists.
 */
export function synthEnvironment(
  env: Variables,
  listed: readonly string[],
  credentialVariables: readonly string[],
): Record<string, string> {
  const credentials = new Set([...secretValues(env), ...credentialVariables.map((name) => env[name] ?? '')]);
  return pick(
    env,
    (name) =>
      (HARMLESS.includes(name) || SYNTH.test(name) || NETWORK.test(name) || listed.includes(name)) &&
      !name.startsWith('TF_') &&
      !SECRET_NAME.test(name) &&
      !credentialVariables.includes(name) &&
      (env[name] === '' || !credentials.has(env[name] ?? '')),
  );
}

function pick(env: Variables, wanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && wanted(entry[0])),
  );
}

/** What each type of backend reads. */
const READS: Readonly<Record<string, RegExp>> = {
  s3: /^AWS_/,
  gcs: /^GOOGLE_/,
  azurerm: /^ARM_/,
  pg: /^PG/,
  http: /^TF_HTTP_/,
  cloud: /^TF_TOKEN_/,
  remote: /^TF_TOKEN_/,
};
/** A job of GitHub Actions gets an ID token with these; Azure's backend does so itself when it is told to. */
const ID_TOKEN = /^ACTIONS_ID_TOKEN_REQUEST_(?:URL|TOKEN)$/;

function backendReads(env: Variables, backend: string | undefined): (name: string) => boolean {
  const own = backend !== undefined && Object.hasOwn(READS, backend) ? READS[backend] : undefined;
  const withIdToken = backend === 'azurerm' && env['ARM_USE_OIDC'] === 'true';
  return (name) => own?.test(name) === true || (withIdToken && ID_TOKEN.test(name));
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
