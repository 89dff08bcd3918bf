import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DataOktaGroup } from '@cdktf/provider-okta/lib/data-okta-group';
import { Group } from '@cdktf/provider-okta/lib/group';
import { AssetType, Fn, TerraformAsset, TerraformLocal, TerraformOutput } from 'cdktf';
import { OidcWebApp } from '../../constructs/oidc-web-app';
import { OktaStack } from '../../constructs/okta-stack';
import { environments } from '../../env/environments';
import { checkExpressions } from '../../okta-apps/document/check-expressions';
import { checkDocument } from '../../okta-apps/document/check-document';
import { readDocumentBytes } from '../../okta-apps/document/read-document';
import { buildApp } from '../../stacks/build-app';
import { runSynthesize } from '../support/project';
import { temporaryFolder } from '../support/temporary-folder';
import { problems, withAt } from './support/document-problems';

// threats.md, section 3: what must pass.

const folder = temporaryFolder();
const bytes = (text: string): Uint8Array => Buffer.from(text);
const APP = 'resource/okta_app_oauth/web';
const OKTA = { org_name: 'acme-dev', base_url: 'oktapreview.com', max_api_capacity: '${var.max_api_capacity}' };
const S3 = { bucket: 'acme-state', region: 'eu-central-1' };
const ASSERT = { condition: '${true}', error_message: 'x' };

describe('ordinary documents are not found', () => {
  test.each<[everyday: string, path: string, value: unknown]>([
    ['an app with a condition', `${APP}/lifecycle`, { prevent_destroy: true, precondition: [ASSERT] }],
    ['an app with an alias of the provider', `${APP}/provider`, 'okta.second'],
    ['an app with a key', APP, { token_endpoint_auth_method: 'private_key_jwt' }],
    ['an app with an initial secret', `${APP}/client_basic_secret_wo`, '${var.x}'],
    ['an identity provider with a write-only secret', 'resource/okta_idp_oidc/x', { client_secret_wo: '${var.x}' }],
    ['another type of Okta', 'resource/okta_group/x', { name: 'connection', for_each: '${local.groups}' }],
    ['a network of an app', `${APP}/network`, { connection: 'ANYWHERE' }],
    ['an alias', 'provider/okta', [OKTA, { ...OKTA, alias: 'second', api_token: '${var.second_token}' }]],
    ['settings of requests', 'provider/okta', [{ ...OKTA, max_retries: 9, backoff: true, max_wait_seconds: 60 }]],
    ['a check', 'check', [{ x: { assert: [ASSERT] } }]],
    ['moved, imported and removed', 'moved', [{ from: 'okta_group.a', to: 'okta_group.b' }]],
    ['an import', 'import', [{ to: 'okta_app_oauth.web', id: '0oa1', provider: 'okta' }]],
    ['a removal', 'removed', [{ from: 'okta_group.a', lifecycle: { destroy: false } }]],
    ['a value called provisioner', 'locals', { provisioner: { x: 1 }, connection: [{}] }],
    [
      'the state of a stack of this environment',
      'data/terraform_remote_state/x',
      { backend: 's3', config: { ...S3, key: 'shop.tfstate' }, workspace: '${terraform.workspace}' },
    ],
    ['terraform_data', 'resource/terraform_data/x', { input: '${okta_app_oauth.web.id}', depends_on: [] }],
  ])('%s', (_, path, value) => {
    expect(problems(withAt(path, value))).toEqual([]);
  });

  test('every stack of the examples, and stacks with references, functions and assets', () => {
    const asset = join(folder.path, 'logo.png');
    writeFileSync(asset, 'image');
    const { files } = runSynthesize({
      environments,
      wanted: environments.map(({ name }) => name).join(),
      build: (app, environment) => {
        buildApp(app, environment);
        const groups = new OktaStack(app, 'groups', environment);
        const group = new Group(groups, 'billing', { name: 'Billing' });
        const desk = new OktaStack(app, 'desk', environment);
        const found = new DataOktaGroup(desk, 'staff', { name: 'Staff' });
        const file = new TerraformAsset(desk, 'logo', { path: asset, type: AssetType.FILE });
        new OidcWebApp(desk, 'desk', {
          label: `Desk ${environment.name}`,
          redirectUris: [`https://desk-${environment.name}.acme.dev/callback`],
        });
        new TerraformLocal(desk, 'names', [Fn.upper(found.name), Fn.basename(file.path)]);
        new TerraformOutput(desk, 'group', { value: group.id });
      },
    });
    const documents = Object.entries(files).filter(([file]) => file.endsWith('/cdk.tf.json'));
    const stacks = documents.map(([file, text]) => {
      const name = file.split('/')[1] ?? '';
      const { environment } = JSON.parse(files[join(dirname(file), 'okta-apps.json')] ?? '{}') as {
        environment: string;
      };
      return { name, environment, document: readDocumentBytes(bytes(text), file) };
    });
    expect(stacks.length).toBeGreaterThan(20);
    expect(stacks.filter(({ document }) => JSON.stringify(document).includes('terraform_remote_state'))).toHaveLength(
      environments.length,
    );
    for (const { name, environment, document } of stacks) {
      expect([name, checkExpressions(document, new Map())]).toEqual([name, []]);
      const own = stacks.filter((stack) => stack.environment === environment);
      expect([name, checkDocument(document, { stack: name, base: own, head: own })]).toEqual([name, []]);
      expect([name, checkDocument(document, { stack: name, base: undefined, head: own })]).toEqual([name, []]);
    }
  });
});
