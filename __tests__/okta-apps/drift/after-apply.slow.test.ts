import type { DriftReport } from '../../../okta-apps/drift/report';
import { cutPlace, shell, type CutPlace } from '../../support/cut-place';
import { GROUPS } from '../../support/cut-stack';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { ask, idOf, webApp } from '../local/org/support/client';

/*
 * A stack is applied by Terraform, people change its org by hand, and the report is followed until all is as
 * declared again. The steps stand on each other, so they are one test.
 */
const folder = temporaryFolder();
const BOUND = 120_000;
let place: CutPlace;

beforeEach(async () => {
  place = await cutPlace(folder.path, undefined);
  place.before();
  expect(await place.apply()).toMatchObject({ code: 0 });
}, BOUND);
afterEach(() => place.close());

const drift = (...options: readonly string[]) => runCli(['drift', '--env', 'local', ...options], { cwd: place.cwd });
const report = async () => JSON.parse((await drift('--deep', '--json')).stdout) as DriftReport;

async function idOfApp(label: string): Promise<string> {
  const { body } = await ask(place.org, 'GET', '/api/v1/apps');
  return (body as { readonly id: string; readonly label: string }[]).find((app) => app.label === label)?.id ?? '';
}

async function removeApp(id: string): Promise<void> {
  await ask(place.org, 'POST', `/api/v1/apps/${id}/lifecycle/deactivate`);
  expect((await ask(place.org, 'DELETE', `/api/v1/apps/${id}`)).status).toBe(204);
}

test(
  'what people change after an apply is reported, planned back, and cleared by the commands of the report',
  async () => {
    expect(await drift('--deep')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No drift in local: 2 apps as declared\.\n/) as string,
    });

    const [kept, gone] = [await idOfApp('Kept'), await idOfApp('Gone')];
    const path = `/api/v1/apps/${kept}`;
    const app = (await ask(place.org, 'GET', path)).body as { settings: { oauthClient: object } };
    const oauthClient = { ...app.settings.oauthClient, redirect_uris: ['http://localhost:3000/other'] };
    const body = { ...app, settings: { ...app.settings, oauthClient } };
    expect((await ask(place.org, 'PUT', path, body)).status).toBe(200);
    expect((await ask(place.org, 'DELETE', `${path}/groups/${GROUPS[1]}`)).status).toBe(204);
    await removeApp(gone);
    const byHand = idOf(await ask(place.org, 'POST', '/api/v1/apps', webApp('By hand')));

    const seen = await report();
    expect(seen).toMatchObject({
      verdict: 'drift',
      apps: [
        {
          label: 'Kept',
          answer: 'changed',
          id: kept,
          fields: [
            {
              field: 'redirect_uris',
              declared: ['http://localhost:3000/kept/callback'],
              actual: ['http://localhost:3000/other'],
            },
          ],
          groups: [{ change: 'removed' }],
        },
        { label: 'Gone', answer: 'gone', id: gone, knownBy: 'state' },
      ],
      extra: [{ id: byHand, label: 'By hand' }],
    });
    const markdown = await drift('--markdown');
    expect(markdown.code).toBe(2);
    for (const text of ['Kept', 'http://localhost:3000/other', 'Gone', 'By hand', byHand])
      expect(markdown.stdout).toContain(text);

    const before = (await ask(place.org, 'GET', path)).body;
    const reverted = await drift('--revert');
    expect(reverted.code).toBe(2);
    expect(reverted.stderr).toContain('Not planned, because Okta does not have them: shop-local/gone\n');
    expect(reverted.stdout).toContain('\nPlan of this app alone; nothing is applied:\n');
    expect(reverted.stdout).toContain('\nKept\n  changed outside Terraform: redirect URIs: ');
    expect((await ask(place.org, 'GET', path)).body).toEqual(before);

    const notes = seen.apps.find(({ label }) => label === 'Gone')?.notes.join('\n') ?? '';
    const command = /`(terraform [^`]* state rm [^`]*)`/.exec(notes)?.[1] ?? '';
    await shell(command, place.cwd);
    expect(await place.apply()).toMatchObject({ code: 0 });
    expect(await report()).toMatchObject({ verdict: 'drift', apps: [{ answer: 'same' }, { answer: 'same' }] });
    await removeApp(byHand);
    expect(await drift('--deep')).toMatchObject({ code: 0 });
    expect((await place.inOrg()).apps).toEqual([`Gone ACTIVE ${GROUPS[0]}`, `Kept ACTIVE ${GROUPS.join(' ')}`]);
  },
  BOUND,
);
