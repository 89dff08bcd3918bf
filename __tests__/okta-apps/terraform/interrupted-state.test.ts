import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restoreInterruptedState } from '../../../okta-apps/terraform/interrupted-state';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const WHOLE = '{"version":4}\n';
const HERE = { type: 'local', config: { path: '../x.tfstate' } };

/** A stack's folder as `init` leaves it, with its state beside. */
function stack(files: Readonly<Record<string, string>>, backend: object = HERE) {
  const root = mkdtempSync(join(folder.path, 'cut-'));
  const own = join(root, 'stack');
  mkdirSync(join(own, '.terraform'), { recursive: true });
  writeFileSync(join(own, '.terraform/terraform.tfstate'), JSON.stringify({ backend }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const state = (): string | undefined =>
    existsSync(join(root, 'x.tfstate')) ? readFileSync(join(root, 'x.tfstate'), 'utf8') : undefined;
  return { own, state, files: () => readdirSync(root).sort() };
}

test.each([
  ['emptied', ''],
  ['half written', '{"version":4,"res'],
])('a state that was %s is as it was before', async (_, text) => {
  const { own, state, files } = stack({ 'x.tfstate': text, 'x.tfstate.backup': WHOLE });
  expect(await restoreInterruptedState(own)).toBe(true);
  expect(state()).toBe(WHOLE);
  expect(files()).toEqual(['stack', 'x.tfstate', 'x.tfstate.backup']);
  expect(await restoreInterruptedState(own)).toBe(false);
});

test.each<[string, Readonly<Record<string, string>>, object]>([
  ['a whole state', { 'x.tfstate': '{"version":4,"serial":2}', 'x.tfstate.backup': WHOLE }, HERE],
  ['no state', { 'x.tfstate.backup': WHOLE }, HERE],
  ['no backup', { 'x.tfstate': '' }, HERE],
  ['a backup that is cut too', { 'x.tfstate': '', 'x.tfstate.backup': '{"ver' }, HERE],
  [
    'a state on a server',
    { 'x.tfstate': '', 'x.tfstate.backup': WHOLE },
    { type: 's3', config: { key: '../x.tfstate' } },
  ],
])('%s is left alone', async (_, given, backend) => {
  const { own, state } = stack(given, backend);
  expect(await restoreInterruptedState(own)).toBe(false);
  expect(state()).toBe(given['x.tfstate']);
});

test('a stack that was never initialized is left alone', async () => {
  expect(await restoreInterruptedState(folder.path)).toBe(false);
});
