import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restoreInterruptedState } from '../../../okta-apps/terraform/interrupted-state';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const WHOLE = '{"version":4}\n';

/** A folder with a state. */
function stack(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(folder.path, 'cut-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const state = (): string | undefined =>
    existsSync(join(root, 'x.tfstate')) ? readFileSync(join(root, 'x.tfstate'), 'utf8') : undefined;
  return { file: join(root, 'x.tfstate'), state, files: () => readdirSync(root).sort() };
}

test.each([
  ['emptied', ''],
  ['half written', '{"version":4,"res'],
])('a state that was %s is as it was before', async (_, text) => {
  const { file, state, files } = stack({ 'x.tfstate': text, 'x.tfstate.backup': WHOLE });
  expect(await restoreInterruptedState(file)).toBe(true);
  expect(state()).toBe(WHOLE);
  expect(files()).toEqual(['x.tfstate', 'x.tfstate.backup']);
  expect(await restoreInterruptedState(file)).toBe(false);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['a whole state', { 'x.tfstate': '{"version":4,"serial":2}', 'x.tfstate.backup': WHOLE }],
  ['no state', { 'x.tfstate.backup': WHOLE }],
  ['no backup', { 'x.tfstate': '' }],
  ['a backup that is incomplete too', { 'x.tfstate': '', 'x.tfstate.backup': '{"ver' }],
])('%s is left alone', async (_, given) => {
  const { file, state } = stack(given);
  expect(await restoreInterruptedState(file)).toBe(false);
  expect(state()).toBe(given['x.tfstate']);
});

test('a state that no file keeps is left alone', async () => {
  expect(await restoreInterruptedState(undefined)).toBe(false);
});
