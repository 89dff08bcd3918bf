import type { Review } from '../../../okta-apps/review/review-model';
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

describe('a stack of others that may touch Okta', () => {
  const other = { terraform: { resource: { okta_group: { a: {} } } }, plain: true };
  const note =
    'Note: net-dev is no OktaStack, so what it does in Okta is not looked at. Use "cdktf diff net-dev" and "cdktf deploy net-dev".\n';
  const stacks = { 'shop-dev': {}, 'net-dev': other };

  test('is left out, with a note', async () => {
    const { folder: cwd } = plainProject(folder.path, stacks);
    expect(await runCli(['stacks'], { cwd })).toEqual({ code: 0, stdout: 'shop-dev\n', stderr: note });
  });

  test('counts as not looked at, so no review of the whole is green', async () => {
    const { folder: cwd } = plainProject(folder.path, stacks);
    const env = { ACME_PLAN: 'plan-token-81fe' };
    const planned = await runCli(['plan'], { cwd, env });
    expect(planned.code).toBe(2);
    expect(planned.stderr).toContain(note);
    expect(planned.stdout).toContain(
      'Read "cdktf diff" of it before "cdktf deploy", or derive the stack from OktaStack.\n',
    );
    const reviewed = await runCli(['review', '--format', 'json'], { cwd, env });
    const { notLookedAt } = JSON.parse(reviewed.stdout) as Pick<Review, 'notLookedAt'>;
    expect(notLookedAt).toMatchObject([{ where: 'net-dev', rule: 'review/other-stack' }]);
    expect(reviewed.code).toBe(2);
    const chosen = await runCli(['plan', 'shop-dev'], { cwd, env });
    expect(chosen.code).toBe(0);
  });
});
