import { join } from 'node:path';
import { ORG_FOLDER, startLocalOrg, type OpenOrg } from '../../../../okta-apps/run/local-org';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ask, idOf, webApp } from '../../local/org/support/client';
import { exampleProject, filesOf } from '../../scaffold/support/example-project';

/* The whole command against the local org of a project: read, written, proven, and continued. */

const parent = temporaryFolder();
let org: OpenOrg;

afterEach(() => org.close());

test('--all adopts what the code does not declare, and a second run finds nothing left', async () => {
  const cwd = exampleProject(parent.path);
  org = await startLocalOrg(join(cwd, ORG_FOLDER), 'org');
  const settings = { redirect_uris: ['https://shop.bench.example/cb'], issuer_mode: 'ORG_URL' };
  const web = idOf(await ask(org, 'POST', '/api/v1/apps', webApp('Old shop', settings)));
  const dpop = idOf(
    await ask(org, 'POST', '/api/v1/apps', webApp('Old DPoP', { ...settings, dpop_bound_access_tokens: true })),
  );
  const adopt = () => runCli(['adopt', '--all', '--env', 'local', '--stack', 'old'], { cwd });

  const first = await adopt();
  expect(first.stderr).toContain(
    `1 app is not adoptable:\n  "Old DPoP" ("${dpop}")\n    settings.oauthClient.dpop_bound_access_tokens is true: `,
  );
  expect(first.stdout).toContain(`Adopted 1 app in old-local:\n  "Old shop" (${web}): okta_app_oauth.old-shop\n`);
  expect(first.stdout).toContain('Proven on a throwaway org: the first apply leaves 1 app as Okta has it.\n');
  expect(first.code).toBe(1);
  const written = filesOf(cwd);

  const second = await adopt();
  expect(second.stderr).toContain('Skipped 1 app that the code declares already: old-local/old-shop\n');
  expect(second.stderr).toContain('Nothing was written.\n');
  expect(filesOf(cwd)).toEqual(written);
}, 300_000);
