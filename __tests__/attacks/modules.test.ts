import { checkDocument } from '../../okta-apps/document/check-document';
import { isWaiverAddress } from '../../rules/environment/waiver-address';

// threats.md, section 3: a module is not read, and a waiver accepts one source with one content only.

const SOURCE = './assets/__cdktf_module_asset/0A1B/zones';
const ASSET = 'assets/__cdktf_module_asset/0A1B';
const FILES = { [`${ASSET}/zones/main.tf`]: 'locals {}', [`${ASSET}/shared/main.tf`]: 'locals {}' };

/** The address that a waiver has to name. */
function addressOf(source: string, files: Readonly<Record<string, string>>): string | undefined {
  const assets = new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const));
  const document = { module: { zones: { source } } };
  const found = checkDocument(document, { stack: 'shop', base: undefined, head: [] }, undefined, assets);
  expect(found.map(({ kind, address }) => [kind, isWaiverAddress(address)])).toEqual([['module-not-read', true]]);
  return found[0]?.address;
}

const ACCEPTED = addressOf(SOURCE, FILES);

test.each<readonly [string, string, Readonly<Record<string, string>>]>([
  ['another file of it', SOURCE, { ...FILES, [`${ASSET}/zones/main.tf`]: 'provisioner' }],
  ['a module beside it, which it may call', SOURCE, { ...FILES, [`${ASSET}/shared/main.tf`]: 'provisioner' }],
  ['one more file', SOURCE, { ...FILES, [`${ASSET}/zones/more.tf`]: '' }],
  ['a file less', SOURCE, { [`${ASSET}/zones/main.tf`]: 'locals {}' }],
  ['another folder', `${SOURCE}/more`, FILES],
  ['a way out of the assets', './assets/../../../zones', FILES],
  ['a source elsewhere', 'evil/zones/okta', FILES],
])('attack: %s is not what a waiver accepted', (_, source, files) => {
  expect(addressOf(source, files)).not.toBe(ACCEPTED);
});

test('everyday: the same files are, also beside an asset that changes', () => {
  expect(ACCEPTED).toMatch(/^module\.zones@\.\/assets\/__cdktf_module_asset\/0A1B\/zones#[0-9a-f]{64}$/);
  expect(addressOf(SOURCE, { ...FILES, 'assets/logo/0A1B/logo.png': 'another picture' })).toBe(ACCEPTED);
});
