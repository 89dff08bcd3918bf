import { SINK_MEMBERS } from '../../okta-apps/shared/secret-settings';

/** What a member of an environment in `env/` holds, and what it may have itself. */
export interface Member {
  /** @default 'any' */
  readonly kind?: 'text' | 'truth' | 'object' | 'list' | 'any';
  readonly isRequired?: true;
  /** @default - any */
  readonly members?: Members;
  /** Members of each element of a list. */
  readonly elements?: Members;
  /** Members by the value of `type`. */
  readonly byType?: Readonly<Record<string, Members>>;
  /** What each value holds, of an object whose keys are names of the project's own. */
  readonly values?: Member;
}

export type Members = Readonly<Record<string, Member>>;

const text = { kind: 'text', isRequired: true } as const;
const truth = { kind: 'truth', isRequired: true } as const;
const any = {} as const;

const CREDENTIAL = {
  kind: 'object',
  byType: {
    'api-token': { type: text, tokenVariable: text },
    'service-app': {
      type: text,
      clientId: text,
      privateKeyId: any,
      privateKeyVariable: text,
      scopes: { kind: 'list', isRequired: true },
    },
  },
} as const;

const SINK: Member = {
  kind: 'object',
  byType: Object.fromEntries(
    Object.entries(SINK_MEMBERS).map(([type, members]) => [
      type,
      { type: text, ...Object.fromEntries(Object.keys(members).map((name) => [name, any])) },
    ]),
  ),
};

const WAIVED = { reason: any, expires: any };

/** The members of an `Environment`. Which of them are right is for other rules; here are their names. */
export const ENVIRONMENT_MEMBERS = {
  name: text,
  production: truth,
  local: any,
  org: {
    kind: 'object',
    isRequired: true,
    members: { name: text, baseUrl: text, rateLimits: { kind: 'object', members: { perMinute: any, percent: any } } },
  },
  credentials: {
    kind: 'object',
    isRequired: true,
    members: {
      plan: { ...CREDENTIAL, isRequired: true },
      apply: { ...CREDENTIAL, isRequired: true },
      applyOrigins: CREDENTIAL,
      rotate: CREDENTIAL,
    },
  },
  backend: {
    kind: 'object',
    isRequired: true,
    byType: {
      local: { type: text, path: text },
      s3: { type: text, bucket: text, key: text, region: text, kmsKeyId: any },
      gcs: { type: text, bucket: text, prefix: text },
      azurerm: { type: text, resourceGroupName: text, storageAccountName: text, containerName: text, key: text },
      pg: { type: text, schemaName: text },
      http: { type: text, address: text, lock: any },
      hcp: { type: text, organization: text, workspace: text, hostname: any },
    },
  },
  providerVersion: text,
  preventDestroy: truth,
  approvals: any,
  approvers: any,
  passVariables: any,
  records: any,
  providers: { kind: 'list', elements: { name: any, source: any, configuration: any, types: any } },
  providerAliases: { kind: 'list', elements: { alias: any, variable: any } },
  secrets: { kind: 'object', members: { sink: SINK, sinks: { kind: 'object', values: SINK }, maxAge: any } },
  rules: {
    kind: 'object',
    members: {
      severities: any,
      waivers: { kind: 'list', elements: { rule: any, address: any, ...WAIVED } },
      forbidPlaceholderHosts: any,
      requireAuthenticationPolicy: any,
      maxRedirectUris: any,
      reviewSeverities: any,
      known: { kind: 'list', elements: { type: any, attribute: any, ...WAIVED } },
    },
  },
  seed: {
    kind: 'any',
    members: {
      groups: { elements: { name: any, members: any } },
      users: { elements: { login: any, profile: { members: { firstName: any, lastName: any, email: any } } } },
    },
  },
  apps: { kind: 'object', isRequired: true },
} as const satisfies Members;

/** What people call a member who come from Terraform, from its provider, or from other tools. */
export const OTHER_MEMBER_NAMES: Readonly<Record<string, string>> = {
  prod: 'production',
  isProduction: 'production',
  isLocal: 'local',
  organization: 'org',
  orgName: 'org.name',
  orgUrl: 'org.name',
  domain: 'org.baseUrl',
  credential: 'credentials',
  auth: 'credentials',
  token: 'tokenVariable',
  apiToken: 'tokenVariable',
  tokenEnv: 'tokenVariable',
  tokenName: 'tokenVariable',
  privateKey: 'privateKeyVariable',
  keyId: 'privateKeyId',
  state: 'backend',
  remoteState: 'backend',
  version: 'providerVersion',
  provider: 'providerVersion',
  requiredProviders: 'providerVersion',
  lifecycle: 'preventDestroy',
  deletionProtection: 'preventDestroy',
  minApprovals: 'approvals',
  requiredApprovals: 'approvals',
  reviewers: 'approvers',
  variables: 'passVariables',
  environmentVariables: 'passVariables',
  applications: 'apps',
  secret: 'secrets',
  secretSink: 'secrets.sink',
  destination: 'secrets.sink',
  maxSecretAge: 'secrets.maxAge',
  maxAgeDays: 'secrets.maxAge',
  rotation: 'credentials.rotate',
  seeds: 'seed',
  testUsers: 'seed.users',
  testGroups: 'seed.groups',
};
