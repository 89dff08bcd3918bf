import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EnvironmentRules } from './environment-rules';
import { environmentSeed, type EnvironmentSeed } from './environment-seed';
import { UserError } from './errors';
import { isObject, type JsonObject } from './json';
import { anyOf } from './lists';
import { listedProviders, providerAliases, type ListedProvider, type ProviderAlias } from './listed-providers';
import { passedVariableFault } from './passed-variables';
import { secretSettingFaults, type Rotator, type SecretSettings, ROTATORS } from './secret-settings';
import { anyObject, members, objectWith, once, readAs, text, textList, valibot, wholeNumber, yesOrNo } from './schema';

/** The name of the file beside a stack's `cdk.tf.json`. */
export const STACK_MANIFEST_FILE = 'okta-apps.json';

/** The name of the file beside it that `okta-apps plan` leaves for `okta-apps review`. */
export const PLAN_RECORD_FILE = 'okta-apps.plan.json';

const VERSION = 1;

/** The field that lists the initial client secrets; its name is that of version 1. */
export const INITIAL_SECRETS = 'birthSecrets';

/**
 * An SSWS API token.
 *
 * @see https://developer.okta.com/docs/guides/create-an-api-token/main/
 */
export interface ApiTokenCredential {
  readonly type: 'api-token';
  /** Name of the environment variable that holds the token; never the token. */
  readonly tokenVariable: string;
}

/**
 * An API Services app that signs its token requests with a private key.
 *
 * @see https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/main/
 */
export interface ServiceAppCredential {
  readonly type: 'service-app';
  readonly clientId: string;
  readonly privateKeyId?: string;
  /** Name of the environment variable that holds the PEM private key; never the key. */
  readonly privateKeyVariable: string;
  readonly scopes: readonly string[];
}

export type Credential = ApiTokenCredential | ServiceAppCredential;

const RATE_LIMIT_BUCKETS = [
  '/api/v1/apps',
  '/api/v1/apps/{id}',
  '/api/v1/groups',
  '/api/v1/groups/{id}',
  'other',
] as const;

/**
 * Buckets in which Okta counts requests, as far as Terraform's reads fall into them: a path with all that is below it,
 * unless a more special one has it. `other` stands for the rest of the management API.
 */
export type RateLimitBucket = (typeof RATE_LIMIT_BUCKETS)[number];

/**
 * How much an org answers. The Admin Console shows an org's own figures under Reports, Rate Limits.
 *
 * @see https://developer.okta.com/docs/reference/rate-limits/
 */
export interface RateLimits {
  /**
   * Requests per minute by bucket.
   *
   * @default - the least of Okta's paid plans: 100 for `/api/v1/apps`, 500 for `/api/v1/apps/{id}` and
   * `/api/v1/groups`, 600 for the others
   */
  readonly perMinute?: Readonly<Partial<Record<RateLimitBucket, number>>>;
  /**
   * Percent of each limit that one API token or service app may use, 1 to 100. A run that is estimated above it gets
   * `max_api_capacity` for it, by which okta/okta waits for the next minute before Okta refuses. That holds for
   * everything the constructs make; resources of the provider's newer half (such as `okta_app_signon_policy`) may not
   * obey it, and through `http_proxy` nothing does.
   *
   * @default 50, which Okta gives a new token or app
   * @see https://registry.terraform.io/providers/okta/okta/latest/docs#max_api_capacity-1
   */
  readonly percent?: number;
}

/**
 * What the tool must know of a stack besides its `cdk.tf.json`; written next to it as `okta-apps.json`.
 * Holds names only, never a value of a credential or secret.
 */
export interface StackManifest {
  readonly version: 1;
  /** Such as `storefront-prod`. */
  readonly stack: string;
  readonly environment: string;
  readonly production: boolean;
  readonly local: boolean;
  readonly org: { readonly name: string; readonly baseUrl: string; readonly rateLimits?: RateLimits };
  /** How many people other than the author must have approved what is applied. */
  readonly approvals: number;
  readonly credentials: {
    readonly plan: Credential;
    readonly apply: Credential;
    /** What applies the trusted origins of the environment, where that is another one. */
    readonly applyOrigins?: Credential;
    /** What rotates client secrets. @default - `apply` */
    readonly rotate?: Credential;
  };
  /** Accounts of the CI system whose approval counts. @default - everyone who may write to the repository */
  readonly approvers?: readonly string[];
  /**
   * Every initial client secret that the team chooses, with its key where the variable has a JSON object. The name is that
   * of version 1 of the manifest.
   */
  readonly birthSecrets: readonly { readonly variable: string; readonly address: string; readonly key?: string }[];
  readonly rules: EnvironmentRules;
  /** Names of variables that Terraform gets besides those that it always gets. @default [] */
  readonly passVariables?: readonly string[];
  /** File that records of applies are appended to, relative to the project. @default - none */
  readonly records?: string;
  /** Providers besides okta/okta that its stacks may use. @default [] */
  readonly providers?: readonly ListedProvider[];
  /** Further blocks of okta/okta, each with a credential of its own. @default [] */
  readonly providerAliases?: readonly ProviderAlias[];
  /** Where client secrets are handed to, and how old they may be. @default - nowhere, and any age */
  readonly secrets?: SecretSettings;
  /** By Terraform address of the app: who rotates its secret in place of `okta-apps rotate`. @default - no app has such a rotator */
  readonly rotatedBy?: Readonly<Record<string, Rotator>>;
  /** Users and groups of a local org. @default - none */
  readonly seed?: EnvironmentSeed;
  /** Names of the groups of local orgs; the review compares them with those that apps are assigned to. @default [] */
  readonly seedGroups?: readonly string[];
  /** It was rehearsed, by code that may have no approval: `okta-apps apply` refuses it. No synth writes this. */
  readonly rehearsal?: true;
}

/** Writes the manifest of a stack beside its `cdk.tf.json`. */
export function writeStackManifest(folder: string, manifest: StackManifest): void {
  writeFileSync(path.join(folder, STACK_MANIFEST_FILE), stackManifestText(manifest));
}

/** The manifest as the text of its file. */
export function stackManifestText(manifest: StackManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Names of the variables that hold the secret parts of an environment's credentials. */
export function secretVariables({ credentials }: Pick<StackManifest, 'credentials'>): readonly string[] {
  const { plan, apply, applyOrigins = apply, rotate = apply } = credentials;
  return [...new Set([plan, apply, applyOrigins, rotate].map(secretVariable))];
}

/** Name of the variable of the tool's own environment that holds the secret part of a credential. */
export function secretVariable(credential: Credential): string {
  return credential.type === 'api-token' ? credential.tokenVariable : credential.privateKeyVariable;
}

const FIX = 'synthesize again: okta-apps synth';

/**
 * Reads the text of an `okta-apps.json`. The file is generated, but everything the tool does with credentials depends
 * on it: a manifest with the wrong shape is refused.
 *
 * @param file How messages name the file.
 * @throws UserError that names the file and the first thing wrong in it.
 */
export function parseStackManifest(content: string, file: string): StackManifest {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw new UserError(`${file} is not JSON; ${FIX}`);
  }
  const source = { file, todo: FIX };
  const { version } = readAs(versionSchema(), value, source);
  if (version !== VERSION) {
    throw new UserError(
      `${file} has version ${version}, this okta-apps reads version ${VERSION}; ` +
        'use the constructs and the tool of the same release of okta-oidc-cdktf',
    );
  }
  const { rehearsal, ...manifest } = readAs(manifestSchema(), value, source);
  refuseVariables(manifest, file);
  return { version, ...manifest, ...(rehearsal === true && { rehearsal }) };
}

/** @throws UserError for a name that no environment may pass on. */
function refuseVariables(manifest: Pick<StackManifest, 'credentials' | 'passVariables'>, file: string): void {
  const own = secretVariables(manifest);
  for (const name of manifest.passVariables ?? []) {
    const fault = passedVariableFault(name, own);
    if (fault === undefined) continue;
    throw new UserError(
      `${file}: passVariables must not hold ${JSON.stringify(name)}, which ${fault}; remove it in env/`,
    );
  }
}

function credential() {
  const type = valibot().literal;
  return valibot().pipe(
    anyObject(),
    valibot().variant(
      'type',
      [
        members({ type: type('api-token'), tokenVariable: text() }),
        members({
          type: type('service-app'),
          clientId: text(),
          privateKeyId: valibot().exactOptional(text()),
          privateKeyVariable: text(),
          scopes: textList(),
        }),
      ],
      '"api-token" or "service-app"',
    ),
  );
}

function rateLimits() {
  const v = valibot();
  const isPerBucket = (value: JsonObject) =>
    Object.keys(value).every((name) => RATE_LIMIT_BUCKETS.some((bucket) => bucket === name));
  const perMinute = v.pipe(
    anyObject(),
    v.check(isPerBucket, `figures for ${RATE_LIMIT_BUCKETS.join(', ')}`),
    v.record(v.picklist(RATE_LIMIT_BUCKETS), wholeNumber(1)),
  );
  return objectWith({ perMinute: v.exactOptional(perMinute), percent: v.exactOptional(wholeNumber(1, 100)) });
}

/** Where secrets go depends on it, so the whole is checked as in `env/`. */
function secretSettings() {
  const first = (value: unknown) => [...secretSettingFaults(value)][0];
  return valibot().custom<SecretSettings>(
    (value) => first(value) === undefined,
    ({ input }) => {
      const fault = first(input);
      return `right: ${fault?.prop ?? ''} must ${fault?.must ?? ''}`;
    },
  );
}

const versionSchema = once(() => objectWith({ version: valibot().number('a number') }));

const manifestSchema = once(() => {
  const v = valibot();
  return objectWith({
    stack: text(),
    environment: text(),
    production: yesOrNo(),
    local: yesOrNo(),
    org: objectWith({ name: text(), baseUrl: text(), rateLimits: v.exactOptional(rateLimits()) }),
    // Earlier releases wrote none, and the base of a review may be of one.
    approvals: v.optional(wholeNumber(0), 0),
    credentials: objectWith({
      plan: credential(),
      apply: credential(),
      applyOrigins: v.exactOptional(credential()),
      rotate: v.exactOptional(credential()),
    }),
    approvers: v.exactOptional(textList()),
    birthSecrets: v.array(objectWith({ variable: text(), address: text(), key: v.exactOptional(text()) }), 'a list'),
    rules: v.custom<EnvironmentRules>(isObject, 'an object'),
    passVariables: v.exactOptional(textList()),
    records: v.exactOptional(v.pipe(v.string('a file'), v.endsWith('.jsonl', 'a file that ends in .jsonl'))),
    providers: v.exactOptional(listedProviders()),
    providerAliases: v.exactOptional(providerAliases()),
    secrets: v.exactOptional(secretSettings()),
    rotatedBy: v.exactOptional(v.pipe(anyObject(), v.record(v.string(), v.picklist(ROTATORS, anyOf(ROTATORS))))),
    seed: v.exactOptional(environmentSeed()),
    seedGroups: v.exactOptional(textList()),
    rehearsal: v.exactOptional(yesOrNo()),
  });
});

/** `https://acme.okta.com` */
export function orgUrl({ org }: { readonly org: Pick<StackManifest['org'], 'name' | 'baseUrl'> }): string {
  return `https://${org.name}.${org.baseUrl}`;
}
