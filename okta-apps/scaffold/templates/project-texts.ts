import { environmentText, environmentVariable, localText } from './environment-text';
import { appLines, stackClass, stackText } from './stack-text';

/** What a new project is made from. */
export interface ProjectAnswers {
  readonly name: string;
  /** Environments of Okta orgs, in the order of the list. */
  readonly environments: readonly string[];
  /** `acme` of `https://acme.okta.com`, the org of production. */
  readonly org: string;
  /** What `package.json` says of this tool: a version, or `file:…`. */
  readonly tool: string;
}

const PACKAGE = 'okta-oidc-cdktf';
const TEAM = 'shop';
const APP = 'shop-web';
const LIBRARY = { Environment: PACKAGE, PROVIDER_VERSION: PACKAGE };

/** Every file of a new project, by its path. */
export function projectFiles(answers: ProjectAnswers): Readonly<Record<string, string>> {
  const { environments } = answers;
  return {
    '.gitignore': 'node_modules/\ncdktf.out/\nokta-apps-records/\n.okta-local/\n*.tfstate\n*.tfstate.*\n',
    'package.json': json(packageJson(answers)),
    'tsconfig.json': json(TSCONFIG),
    'cdktf.json': json(CDKTF),
    'jest.config.cjs': JEST,
    'main.ts': MAIN,
    'env/environments.ts': environmentsText(environments),
    'env/local.ts': localText([[APP, `{ origins: ['http://localhost:3000'] }`]], LIBRARY),
    ...Object.fromEntries(environments.map((name) => [`env/${name}.ts`, orgText(name, answers)])),
    'stacks/build-app.ts': BUILD,
    [`stacks/${TEAM}-stack.ts`]: stackText(
      { team: TEAM, lines: appLines(APP, 'environment') },
      { OidcWebApp: PACKAGE, Environment: PACKAGE, appOrigins: PACKAGE, OktaStack: PACKAGE },
    ),
    '__tests__/stacks.test.ts': TEST,
    '__tests__/__snapshots__/stacks.test.ts.snap': snapshotText(environments),
    'README.md': readme(answers),
  };
}

/** Where users work: an environment of that name, or else the last one of several. */
export function isProduction(name: string, environments: readonly string[]): boolean {
  const named = environments.filter((one) => /^(?:prod|live)/i.test(one));
  return named.length > 0 ? named.includes(name) : environments.length > 1 && name === environments.at(-1);
}

function orgText(name: string, { environments, org }: ProjectAnswers): string {
  const production = isProduction(name, environments);
  const suffix = name.toLowerCase();
  const values = {
    name,
    isProduction: production,
    org: production
      ? {
          name: environments.filter((one) => isProduction(one, environments)).length > 1 ? `${org}-${suffix}` : org,
          baseUrl: 'okta.com',
        }
      : { name: `${org}-${suffix}`, baseUrl: 'oktapreview.com' },
    backend: `{ type: 's3', bucket: '${org}-terraform-${suffix}', key: 'okta/{stack}.tfstate', region: 'eu-central-1' }`,
    apps: [[APP, `{ origins: ['https://shop.${suffix}.example.com'] }`]] as const,
  };
  return environmentText(values, LIBRARY);
}

function packageJson({ name, tool }: ProjectAnswers): object {
  return {
    name,
    private: true,
    scripts: { synth: 'okta-apps synth', plan: 'okta-apps plan', types: 'tsc --noEmit', test: 'jest' },
    dependencies: { '@cdktf/provider-okta': '^14.1.1', cdktf: '^0.21.0', constructs: '^10.4.2', [PACKAGE]: tool },
    devDependencies: {
      // Later releases of swc, and of what Jest resolves modules with, make lock files that "npm ci" refuses.
      '@swc/core': '1.15.3',
      '@swc/jest': '^0.2.39',
      '@types/jest': '^30.0.0',
      '@types/node': '^22.0.0',
      jest: '^30.0.0',
      typescript: '~5.9.0',
    },
    overrides: { 'unrs-resolver': '1.12.2' },
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    types: ['node', 'jest'],
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['**/*.ts'],
  exclude: ['node_modules', 'cdktf.out'],
};

const CDKTF = {
  language: 'typescript',
  app: 'node -r okta-oidc-cdktf/register main.ts',
  output: 'cdktf.out',
  sendCrashReports: 'false',
};

const JEST = `/** These packages are ES modules only; Jest loads CommonJS. */
const ES_MODULES = [
  '@koa',
  '@noble',
  '@octokit',
  '@scure',
  'age-encryption',
  'before-after-hook',
  'content-type',
  'cookie',
  'jose',
  'json-with-bigint',
  'koa',
  'oauth4webapi',
  'oidc-provider',
  'openid-client',
  'universal-user-agent',
];

const commonJs = (syntax) => [
  '@swc/jest',
  { swcrc: false, jsc: { target: 'es2022', parser: { syntax } }, module: { type: 'commonjs' } },
];

module.exports = {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  testTimeout: 60_000,
  transform: {
    '^.+\\\\.ts$': commonJs('typescript'),
    [\`/node_modules/(?:\${ES_MODULES.join('|')})/.+\\\\.js$\`]: commonJs('ecmascript'),
  },
  transformIgnorePatterns: [\`/node_modules/(?!(?:\${ES_MODULES.join('|')})/)\`],
};
`;

const MAIN = `import { synthesize } from 'okta-oidc-cdktf';
import { environments } from './env/environments';
import { buildApp } from './stacks/build-app';

synthesize({ environments, wanted: process.env['OKTA_ENV'], build: buildApp });
`;

const BUILD = `import type { App } from 'cdktf';
import { OriginsStack, type Environment } from 'okta-oidc-cdktf';
import { ${stackClass(TEAM)} } from './${TEAM}-stack';

/** Which stacks an environment has. What \`main.ts\` synthesizes is what the tests synthesize. */
export function buildApp(app: App, environment: Environment): void {
  new ${stackClass(TEAM)}(app, environment);
  OriginsStack.addTo(app, environment);
}
`;

function environmentsText(names: readonly string[]): string {
  const all = ['local', ...names];
  const imports = all.map((name) => `import { ${environmentVariable(name)} } from './${name}';`);
  return `import type { Environment } from '${PACKAGE}';
${imports.join('\n')}

/** Every environment. \`local\` is built only when it is named. */
export const environments: readonly Environment[] = [${all.map(environmentVariable).join(', ')}];
`;
}

const TITLE = 'addresses: changing one deletes the app and makes another';

const TEST = `import { Testing, type TerraformStack } from 'cdktf';
import 'okta-oidc-cdktf/testing/matchers';
import { planOf } from 'okta-oidc-cdktf/testing/plan-of';
import type { Environment } from 'okta-oidc-cdktf';
import { environments } from '../env/environments';
import { buildApp } from '../stacks/build-app';

function stacksOf(environment: Environment): readonly TerraformStack[] {
  const app = Testing.app({ stackTraces: false });
  buildApp(app, environment);
  return app.node.children as TerraformStack[];
}

function addresses(stack: TerraformStack): readonly string[] {
  const { resource = {} } = JSON.parse(Testing.synth(stack)) as { resource?: Record<string, object> };
  return Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map((name) => \`\${type}.\${name}\`));
}

test('${TITLE}', () => {
  const stacks = environments.flatMap(stacksOf);
  expect(Object.fromEntries(stacks.map((stack) => [stack.node.id, addresses(stack)]))).toMatchSnapshot();
});

test.each(environments.map((environment) => [environment.name, environment] as const))(
  'Terraform plans %s from nothing',
  async (_, environment) => {
    for (const stack of stacksOf(environment)) {
      expect(await planOf(stack)).toPlanOnly({ create: [...addresses(stack)] });
    }
  },
);
`;

/** As Jest writes it: sorted, and with a comma after every entry. */
function snapshotText(environments: readonly string[]): string {
  const stacks = ['local', ...environments].map((name) => `${TEAM}-${name}`).sort();
  const lines = stacks.map((stack) => `  "${stack}": [\n    "okta_app_oauth.${APP}",\n  ],\n`);
  return `// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing\n\nexports[\`${TITLE} 1\`] = \`\n{\n${lines.join('')}}\n\`;\n`;
}

function readme({ name, environments }: ProjectAnswers): string {
  const first = environments[0] ?? 'local';
  return `# ${name}

Okta OIDC web apps, declared in TypeScript. \`env/\` says what differs between Okta orgs, \`stacks/\` which apps exist.

\`\`\`sh
npm install
npx okta-apps synth                # checks every app of every environment
npx okta-apps apply --env local    # against an Okta org on this machine
npx tsc --noEmit
npx jest                           # plans every stack with Terraform, in memory
\`\`\`

You need Node 22.18 or later, and Terraform 1.11 or later on the \`PATH\`.

## Before the first plan of an Okta org

1. In \`env/\`, set the org, the backend and the origins of each environment. They hold examples.
2. Run \`npx okta-apps lock\` and commit \`.terraform.lock.hcl\`.
3. Run \`npx okta-apps doctor --env ${first}\`: it lists which credentials are missing and what they may do.
4. Run \`npx okta-apps plan --env ${first}\`.

## Later

- A new app: \`npx okta-apps new app <name> --team <team>\`
- A new environment: \`npx okta-apps new env <name>\`
- The pipelines, again after each change of \`env/\`: \`npx okta-apps ci --github\`, or \`--gitlab\`
- Every command has \`--help\`.
`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
