import { camelCase } from '../names';
import { quotedKey } from './stack-text';

/** Names of environments that JavaScript takes for something else. */
const RESERVED = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield await'.split(
    ' ',
  ),
);

/** What the file of an environment of an Okta org says. */
export interface EnvironmentValues {
  readonly name: string;
  /** How code names it. @default environmentVariable(name) */
  readonly variable?: string;
  readonly isProduction: boolean;
  readonly org: { readonly name: string; readonly baseUrl: string };
  /** The object literal, as code. */
  readonly backend: string;
  /** Apps by name, with the object literal of each, as code. */
  readonly apps: readonly (readonly [name: string, values: string])[];
}

/** Where the file of an environment imports each name from. */
export interface EnvironmentImports {
  readonly Environment: string;
  readonly PROVIDER_VERSION: string;
}

export function environmentText(values: EnvironmentValues, imports: EnvironmentImports): string {
  const { name, variable = environmentVariable(name), isProduction, org, backend, apps } = values;
  return `${importLines(imports)}

/** ${isProduction ? 'Where people sign in for their work.' : `Environment ${name}.`} */
export const ${variable}: Environment = {
  name: '${name}',
  production: ${String(isProduction)},
  org: { name: '${org.name}', baseUrl: '${org.baseUrl}' },
  // Names of environment variables: the tokens themselves are in no file.
  credentials: {
    plan: { type: 'api-token', tokenVariable: '${tokenVariable(name, 'PLAN')}' },
    apply: { type: 'api-token', tokenVariable: '${tokenVariable(name, 'APPLY')}' },
  },
  backend: ${backend},
  providerVersion: PROVIDER_VERSION,
  preventDestroy: ${String(isProduction)},
${isProduction ? '  approvals: 1,\n' : ''}${appsText(apps)}};
`;
}

/** The environment on this machine. */
export function localText(apps: EnvironmentValues['apps'], imports: EnvironmentImports): string {
  return `${importLines(imports)}

/** An org on this machine: \`okta-apps org\`. Nothing here reaches Okta. */
export const local: Environment = {
  name: 'local',
  production: false,
  local: true,
  org: { name: 'local', baseUrl: 'okta.test' },
  credentials: {
    plan: { type: 'api-token', tokenVariable: 'OKTA_API_TOKEN' },
    apply: { type: 'api-token', tokenVariable: 'OKTA_API_TOKEN' },
  },
  backend: { type: 'local', path: '../../../.okta-local/state/{stack}.tfstate' },
  secrets: { sink: { type: 'dotenv', folder: '.okta-local/secrets' }, maxAge: 90 },
  providerVersion: PROVIDER_VERSION,
  preventDestroy: false,
  // No user needs this org for their work: apps may be deleted and created while one tries things out.
  rules: {
    reviewSeverities: {
      'app/client-id-changed': 'medium',
      'app/deactivated': 'medium',
      'app/deleted': 'medium',
      'app/replaced': 'medium',
      'keys/new-host': 'info',
      'trusted-origin/added': 'info',
    },
  },
  // Who can sign in here, with any password except "wrong". A group that a stack assigns has to be in this list.
  seed: {
    groups: [{ name: 'Staff', members: ['ada@example.com'] }],
    users: [
      { login: 'ada@example.com', profile: { firstName: 'Ada', lastName: 'Lovelace' } },
      { login: 'grace@example.com', profile: { firstName: 'Grace', lastName: 'Hopper' } },
    ],
  },
${appsText(apps)}};
`;
}

/** How code names an environment. Its name may begin with a digit, or be a word of the language. */
export function environmentVariable(name: string): string {
  const variable = camelCase(name);
  return RESERVED.has(variable) ? `${variable}Environment` : variable;
}

export function tokenVariable(environment: string, use: 'PLAN' | 'APPLY'): string {
  return `OKTA_${environment.replaceAll('-', '_').toUpperCase()}_${use}_TOKEN`;
}

function appsText(apps: EnvironmentValues['apps']): string {
  const lines = apps.map(([name, values]) => `    ${quotedKey(name)}: ${values},\n`);
  return lines.length === 0 ? '  apps: {},\n' : `  apps: {\n${lines.join('')}  },\n`;
}

function importLines({ Environment, PROVIDER_VERSION }: EnvironmentImports): string {
  return Environment === PROVIDER_VERSION
    ? `import { PROVIDER_VERSION, type Environment } from '${Environment}';`
    : `import type { Environment } from '${Environment}';\nimport { PROVIDER_VERSION } from '${PROVIDER_VERSION}';`;
}
