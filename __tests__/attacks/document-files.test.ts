import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkFolder } from '../../okta-apps/document/check-folder';
import { temporaryFolder } from '../support/temporary-folder';

// threats.md, section 3: files beside the document, and assets.

const folder = temporaryFolder();

describe('files beside the document', () => {
  function folderWith(files: Readonly<Record<string, string>>): string {
    const at = join(folder.path, `stack-${String(Math.random()).slice(2)}`);
    for (const [file, text] of Object.entries({ 'cdk.tf.json': '{}', ...files })) {
      mkdirSync(dirname(join(at, file)), { recursive: true });
      writeFileSync(join(at, file), text);
    }
    return at;
  }
  const found = async (at: string) =>
    (await checkFolder(at, 'cdk.tf.json')).map(({ kind, address }) => `${kind} ${address}`);

  test.each([
    'main.tf',
    'x.tf.json',
    'x.tofu',
    'x.tofu.json',
    'cdk_override.tf.json',
    'override.tf',
    'terraform.tfvars',
    'x.auto.tfvars.json',
    'CDK.TF.JSON',
    '.okta/okta.yaml',
    '.terraform/environment',
    '.terraform/plugin_path',
  ])('%s is found', async (file) => {
    const name = file.startsWith('.okta') ? '.okta' : file;
    expect(await found(folderWith({ [file]: 'evil' }))).toEqual([`other-file ${name}`]);
  });

  test.each([
    'assets/x/.env',
    'assets/x/.terraform/modules/modules.json',
    'assets/x/override.tf',
    'assets/x/main_override.tf.json',
  ])('the asset %s is found', async (file) => {
    const [address = ''] = /^assets\/x\/[^/]+/.exec(file) ?? [];
    expect(await found(folderWith({ [file]: 'evil' }))).toEqual([`unusual-asset ${address}`]);
  });

  test('links are found: as an asset, as the folder of assets, as the document', async () => {
    const at = folderWith({ 'assets/x/a.txt': 'x' });
    symlinkSync('/etc/hostname', join(at, 'assets/x/b.txt'));
    expect(await found(at)).toEqual(['unusual-asset assets/x/b.txt']);
    const linked = folderWith({});
    symlinkSync(at, join(linked, 'assets'));
    expect(await found(linked)).toEqual(['unusual-asset assets']);
    const document = join(folder.path, 'linked');
    mkdirSync(document);
    symlinkSync(join(at, 'cdk.tf.json'), join(document, 'cdk.tf.json'));
    expect(await found(document)).toEqual(['other-file cdk.tf.json']);
  });

  test('what Terraform, cdktf and this tool leave behind is not found', async () => {
    const left = folderWith({
      '.terraform.lock.hcl': '',
      '.terraform/terraform.tfstate': '{}',
      '.terraform/environment': 'default',
      '.terraform/providers/x/y': '',
      '.terraform.tfstate.lock.info': '',
      'terraform.tfstate': '{}',
      'terraform.tfstate.backup': '{}',
      'errored.tfstate': '{}',
      'plan.tfplan': '',
      plan: '',
      'okta-apps.json': '{}',
      'okta-apps.plan.json': '{}',
      'assets/logo/0A1B/logo.png': '',
      'assets/site/0A1B/archive.zip': '',
    });
    expect(await found(left)).toEqual([]);
  });
});
