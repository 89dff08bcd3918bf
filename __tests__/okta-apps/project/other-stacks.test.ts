import { mayTouchOkta } from '../../../okta-apps/project/other-stacks';
import { runCli } from '../../support/run-cli';
import { plainProject } from '../../support/plain-project';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

test.each([
  {},
  { resource: { aws_iam_role: { okta_app_oauth: {} } }, provider: { aws: [{}] } },
  { terraform: { required_providers: { aws: { source: 'aws' } }, backend: { local: {} } }, output: { okta: {} } },
])('%j has nothing to do with Okta', (document) => {
  expect(mayTouchOkta(document)).toBe(false);
});

test.each([
  { resource: { okta_group: {} } },
  { data: { okta_app: {} } },
  { ephemeral: { okta_x: {} } },
  { provider: { okta: [{}] } },
  { provider: [{ okta: {} }] },
  { resource: 'x' },
  { terraform: { required_providers: { identity: { source: 'okta/okta' } } } },
  { module: { zones: { source: './zones' } } },
])('%j may touch Okta', (document) => {
  expect(mayTouchOkta(document)).toBe(true);
});

const OTHER = { terraform: { resource: { aws_iam_role: { a: {} } } }, plain: true };
const NOTE =
  'Note: net-dev is no OktaStack and holds nothing of Okta, so it is left out. Use "cdktf diff net-dev" and "cdktf deploy net-dev".\n';

test.each(['synth', 'stacks'])('%s leaves out the stacks of others, with a note', async (command) => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {}, 'net-dev': OTHER });
  const { code, stdout, stderr } = await runCli([command], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: NOTE });
  expect(stdout).toContain('shop-dev');
  expect(stdout).not.toContain('net-dev');
});

test('a stack of others that may touch Okta is refused by name', async () => {
  const other = { terraform: { resource: { okta_group: { a: {} } } }, plain: true };
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {}, 'net-dev': other });
  const { code, stderr } = await runCli(['stacks'], { cwd });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      'cdktf.out/stacks/net-dev/okta-apps.json is missing; derive the stack net-dev from OktaStack, then synthesize again\n',
  });
});
