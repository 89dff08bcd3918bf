import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { today } from '../../../okta-apps/shared/day';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { addedLines, exampleProject, filesOf } from '../scaffold/support/example-project';
import { template, TEMPLATE_FILE } from './support/template-app';

// It runs Terraform: the slow tests of adopt/proof do that.
jest.mock('../../../okta-apps/adopt/proof/prove-written', () => ({ proveWritten: () => Promise.resolve('') }));

const parent = temporaryFolder();
const adopt = (cwd: string, ...argv: string[]) => runCli(['adopt', ...argv], { cwd });

const STACK = `import type { Construct } from 'constructs';
import { OidcWebApp } from '../constructs/oidc-web-app';
import type { Environment } from '../constructs/environment';
import { OktaStack } from '../constructs/okta-stack';

/** The apps of team web. */
export class WebStack extends OktaStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'web', environment);
    const webAppTemplate = environment.apps['web-app-template'];
    if (webAppTemplate !== undefined) {
      const app = new OidcWebApp(this, 'web-app-template', {
        label: 'Web App Template',
        redirectUris: webAppTemplate.origins.map((origin) => \`\${origin}/authorization-code/callback\`),
        grantTypes: ['authorization_code', 'refresh_token'],
        pkceRequired: false,
        postLogoutRedirectUris: webAppTemplate.origins,
        consentMethod: 'REQUIRED',
        issuerMode: 'DYNAMIC',
      });
      if (webAppTemplate.importFrom !== undefined) app.importFrom(webAppTemplate.importFrom);
    }
  }
}
`;

it("the template of Okta's guide becomes a new stack of one environment", async () => {
  const cwd = exampleProject(parent.path);
  const stack = STACK.trimEnd().split('\n');
  expect(await adopt(cwd, TEMPLATE_FILE, '--env', 'dev', '--stack', 'web', '--dry-run')).toEqual({
    code: 0,
    stderr: '',
    stdout: `env/dev.ts (changed)
+     'web-app-template': { origins: ['http://localhost:8080'], importFrom: '0oa9ht5knq78zN8Ni1d7' },

stacks/build-app.ts (changed)
+ import { WebStack } from './web-stack';
+   new WebStack(app, environment);

stacks/web-stack.ts (new)
${stack.map((line) => (line === '' ? '+' : `+ ${line}`)).join('\n')}

Would adopt 1 app in web-dev:
  "Web App Template" (0oa9ht5knq78zN8Ni1d7): okta_app_oauth.web-app-template
Okta was not changed. Nothing was written.
`,
  });
});

it('the same app of two orgs is one declaration; what differs is in env/, and a finding gets a waiver', async () => {
  const cwd = exampleProject(parent.path);
  const before = filesOf(cwd);
  const own = { label: 'Shop', 'credentials.oauthClient.client_id': 'shop-prod' };
  const uris = ['https://shop.acme.com/authorization-code/callback'];
  const prod = template({ id: '0oa2', ...own, 'settings.oauthClient.redirect_uris': uris });
  writeFileSync(join(cwd, 'dev.json'), JSON.stringify(template({ id: '0oa1', label: 'Shop (dev)' })));
  writeFileSync(join(cwd, 'prod.json'), JSON.stringify(prod));
  const pairs = 'dev=dev.json,prod=prod.json';
  const expires = new Date(Date.parse(today()) + 90 * 86_400_000).toISOString().slice(0, 10);
  expect(await adopt(cwd, '--ids', pairs, '--stack', 'storefront', '--dry-run')).toEqual({
    code: 0,
    stderr: '',
    stdout: `env/dev.ts (changed)
+     shop: {
+       origins: ['http://localhost:8080'],
+       importFrom: '0oa1',
+       props: {
+         label: 'Shop (dev)',
+         clientId: '0oa9ht5knq78zN8Ni1d7',
+         postLogoutRedirectUris: ['http://localhost:8080'],
+       },
+     },

env/prod.ts (changed)
-   rules: { forbidPlaceholderHosts: true, maxRedirectUris: 10 },
+   rules: {
+     forbidPlaceholderHosts: true,
+     maxRedirectUris: 10,
+     waivers: [
+       {
+         rule: 'across/non-production-origin',
+         address: 'okta_app_oauth.shop',
+         reason: 'Adopted as Okta had it on ${today()}. Fill in: why it may stay',
+         expires: '${expires}',
+       },
+       {
+         rule: 'logout-uri/placeholder-host',
+         address: 'okta_app_oauth.shop',
+         reason: 'Adopted as Okta had it on ${today()}. Fill in: why it may stay',
+         expires: '${expires}',
+       },
+     ],
+   },
+     shop: {
+       origins: ['https://shop.acme.com'],
+       importFrom: '0oa2',
+       props: { clientId: 'shop-prod', postLogoutRedirectUris: ['http://localhost:8080'] },
+     },

stacks/storefront-stack.ts (changed)
+
+     const shop = environment.apps['shop'];
+     if (shop !== undefined) {
+       const app = new OidcWebApp(this, 'shop', {
+         label: 'Shop',
+         redirectUris: shop.origins.map((origin) => \`\${origin}/authorization-code/callback\`),
+         grantTypes: ['authorization_code', 'refresh_token'],
+         pkceRequired: false,
+         consentMethod: 'REQUIRED',
+         issuerMode: 'DYNAMIC',
+         ...shop.props,
+       });
+       if (shop.importFrom !== undefined) app.importFrom(shop.importFrom);
+     }

Would adopt 1 app in storefront-dev and storefront-prod:
  "Shop" (0oa1 and 0oa2): okta_app_oauth.shop
2 rule findings are waived for 90 days. Write the reason of each waiver, or fix the app:
  prod: across/non-production-origin of okta_app_oauth.shop
  prod: logout-uri/placeholder-host of okta_app_oauth.shop
Okta was not changed. Nothing was written.
`,
  });
  expect(filesOf(cwd)).toEqual(before);
});

it('an app that cannot be adopted is listed, and the others of the file are adopted', async () => {
  const cwd = exampleProject(parent.path);
  const native = template({ id: '0oa3', label: 'Phone', 'settings.oauthClient.application_type': 'native' });
  writeFileSync(join(cwd, 'both.json'), JSON.stringify([native, template({ label: 'Phone' })]));
  expect(await adopt(cwd, 'both.json', '--env', 'dev', '--stack', 'web', '--dry-run')).toMatchObject({
    code: 1,
    stderr:
      '1 app is not adoptable:\n  "Phone" ("0oa3")\n' +
      '    settings.oauthClient.application_type is "native": OidcWebApp declares web apps only\n',
    stdout: expect.stringContaining('  "Phone" (0oa9ht5knq78zN8Ni1d7): okta_app_oauth.phone\n') as string,
  });
  const { code, stdout, stderr } = await adopt(cwd, 'both.json', '--env', 'dev', '--stack', 'web', '--json');
  expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
    code: 1,
    document: expect.objectContaining({
      written: true,
      adopted: [
        {
          label: 'Phone',
          address: 'okta_app_oauth.phone',
          apps: [{ environment: 'dev', stack: 'web-dev', id: '0oa9ht5knq78zN8Ni1d7' }],
        },
      ],
      refused: [expect.objectContaining({ id: '0oa3', label: 'Phone' })],
    }) as unknown,
  });
  expect(stderr).toContain('Wrote stacks/web-stack.ts\nAdopted 1 app in web-dev:\n');
});

it('a new app is declared like a template, with its own client ID and initial secret', async () => {
  const cwd = exampleProject(parent.path);
  const before = filesOf(cwd);
  const options = ['--as-template', '--label', 'Returns', '--client-id', 'returns-web', '--env', 'dev'];
  expect(await adopt(cwd, TEMPLATE_FILE, ...options, '--stack', 'web')).toEqual({
    code: 0,
    stderr: '',
    stdout:
      'Changed env/dev.ts\nChanged stacks/build-app.ts\nWrote stacks/web-stack.ts\n' +
      'Declared the new app "Returns" as okta_app_oauth.returns in web-dev\n' +
      'Check its redirect URIs: they are those of the template. Then set TF_VAR_returns_client_secret to its initial client ' +
      'secret there, apply, and prove it:\n  okta-apps apply web-dev --env dev\n' +
      '  okta-apps credentials returns --verify --env dev\n',
  });
  const after = filesOf(cwd);
  expect(addedLines(before, { ...after, 'stacks/web-stack.ts': '' })['env/dev.ts']).toEqual([
    "    returns: { origins: ['http://localhost:8080'] },",
  ]);
  expect(after['stacks/web-stack.ts']).toContain(`      new OidcWebApp(this, 'returns', {
        label: 'Returns',
        redirectUris: returns.origins.map((origin) => \`\${origin}/authorization-code/callback\`),
        clientId: 'returns-web',
        clientSecret: ClientSecret.fromVariable('returns_client_secret'),
`);
});

describe('refused, and nothing is written:', () => {
  const cwd = exampleProject(parent.path);
  const keys = { 'credentials.oauthClient.token_endpoint_auth_method': 'private_key_jwt' };
  writeFileSync(
    join(cwd, 'keys.json'),
    JSON.stringify(template({ ...keys, 'settings.oauthClient.jwks_uri': 'https://a.acme.com/k' })),
  );
  const before = filesOf(cwd);
  afterEach(() => {
    expect(filesOf(cwd)).toEqual(before);
  });

  it.each<[string, string[], string]>([
    [
      'a stack that is not clear',
      [TEMPLATE_FILE, '--env', 'dev'],
      "--stack must say which team's stack gets the code: storefront, partner-portal or back-office, or a new name. Nothing was written.",
    ],
    [
      'a team with a typo',
      [TEMPLATE_FILE, '--env', 'dev', '--stack', 'storefronts'],
      'There is no team "storefronts"; did you mean "storefront"? The teams are storefront, partner-portal and back-office. A new team needs a name that cannot be confused with one of them. Nothing was written.',
    ],
    [
      'a team that is no name',
      [TEMPLATE_FILE, '--env', 'dev', '--stack', '../x'],
      '--stack must be letters, digits, - and _, and begin with a letter or digit, got "../x"; give a name such as "storefront". Nothing was written.',
    ],
    [
      'an environment that is not clear',
      [TEMPLATE_FILE, '--stack', 'web'],
      '--env must say whose apps these are: dev, staging or prod. Nothing was written.',
    ],
    [
      'an unknown environment',
      [TEMPLATE_FILE, '--stack', 'web', '--env', 'qa'],
      'There is no environment "qa"; the environments are local, dev, staging and prod. Nothing was written.',
    ],
    [
      'no file',
      ['--stack', 'web', '--env', 'dev'],
      'Name a file with an app as GET /api/v1/apps/{id} answers it, an app ID or a client ID, or pass --match, --all or --state',
    ],
    ['a file that does not exist', ['no.json', '--stack', 'web', '--env', 'dev'], 'no.json does not exist'],
    [
      'pairs that are none',
      ['--ids', 'dev', '--stack', 'web'],
      '--ids must be pairs such as dev=dev.json,prod=prod.json, got "dev". Nothing was written.',
    ],
    ['an environment twice', ['--ids', 'dev=a,dev=b', '--stack', 'web'], '--ids has "dev" twice. Nothing was written.'],
    [
      'a template without a label',
      [TEMPLATE_FILE, '--as-template', '--stack', 'web', '--env', 'dev'],
      '--as-template needs --label and --client-id of the new app. Nothing was written.',
    ],
    [
      'a template with keys',
      ['keys.json', '--as-template', '--label', 'A', '--client-id', 'returns', '--stack', 'web', '--env', 'dev'],
      '"Web App Template" authenticates with its own keys (private_key_jwt), so a new app like it has no client secret; use okta-apps new app, and give the new app keys of its own. Nothing was written.',
    ],
    [
      'a client ID that Okta refuses',
      [TEMPLATE_FILE, '--as-template', '--label', 'A', '--client-id', 'a b', '--stack', 'web', '--env', 'dev'],
      '--client-id must have 6 to 100 characters out of letters, digits and $-_.+!*\'(), got "a b". Nothing was written.',
    ],
  ])('%s', async (_what, argv, message) => {
    expect(await adopt(cwd, ...argv)).toEqual({ code: 1, stdout: '', stderr: `${message}\n` });
  });
});
