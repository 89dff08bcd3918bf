import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LABELS } from '../okta-apps/local/org/rights';
import { fakeProgram, VERSION_ONLY } from './support/fake-program';
import { read, ROOT } from './support/pages';
import { plainProject } from './support/plain-project';
import { runCli } from './support/run-cli';
import { temporaryFolder } from './support/temporary-folder';

const GUIDE = 'docs/guides/first-real-plan.md';
const folder = temporaryFolder();
const SCOPES = ['okta.apps.read', 'okta.groups.read'];
const PLAN = {
  type: 'service-app',
  clientId: '0oa1b2c3d4e5f6g7h8i9',
  privateKeyVariable: 'OKTA_DEV_PLAN_KEY',
  scopes: SCOPES,
} as const;
const TOKEN = { type: 'api-token', tokenVariable: 'OKTA_DEV_PLAN_TOKEN' } as const;

/** What the doctor prints for the guide's environment, on the machine of Ann. */
async function doctor(plan: typeof PLAN | typeof TOKEN): Promise<string> {
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': {
      manifest: {
        org: { name: 'acme-dev', baseUrl: 'oktapreview.com' },
        credentials: { plan, apply: { type: 'api-token', tokenVariable: 'OKTA_DEV_APPLY_TOKEN' } },
      },
      terraform: {
        terraform: {
          required_providers: { okta: { source: 'okta/okta', version: '>= 6.9.0' } },
          backend: { local: { path: '../../../state/shop-dev.tfstate' } },
        },
        resource: { okta_app_oauth: { shop: { skip_authentication_policy: true, omit_secret: true } } },
        data: { okta_group: { staff: { name: 'Staff' } } },
      },
    },
  });
  const { path } = fakeProgram(folder.path, 'terraform', VERSION_ONLY);
  const { stdout } = await runCli(['doctor', '--env', 'dev'], { cwd, env: { TERRAFORM_BINARY_NAME: path } });
  return stdout
    .replaceAll(cwd, '/home/ann/shop')
    .replaceAll(path, 'terraform')
    .replace(`Node ${process.versions.node}`, 'Node 22.18.0');
}

test('the guide shows what doctor prints, with the scopes and the role (UPDATE_DOCS=1 writes it)', async () => {
  const shown = `\n\`\`\`text\n${(await doctor(PLAN)).trimEnd()}\n\`\`\`\n`;
  const expected = read(GUIDE).replace(/(?<=<!-- doctor -->\n)[^]*(?=<!-- \/doctor -->)/, () => `${shown}\n`);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(join(ROOT, GUIDE), expected);
  expect(read(GUIDE)).toBe(expected);
});

test('scopes, role and commands of the guide are those of the code', async () => {
  const guide = read(GUIDE);
  expect(guide).toContain(`grant ${SCOPES.map((scope) => `\`${scope}\``).join(' and ')}.`);
  expect(guide.toLowerCase()).toContain(`choose ${LABELS.READ_ONLY_ADMIN} (\`READ_ONLY_ADMIN\`)`.toLowerCase());
  for (const plan of [PLAN, TOKEN]) {
    const printed = await doctor(plan);
    expect(printed).toContain(`the role READ_ONLY_ADMIN, to read apps and groups for shop-dev`);
    const [, next = ''] = / Next: (.*)\n$/.exec(printed) ?? [];
    expect(guide).toContain(`\n${next}\n`);
  }
});
