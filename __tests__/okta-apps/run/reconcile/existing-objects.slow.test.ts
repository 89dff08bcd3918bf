import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../../../../okta-apps/local/org/faults';
import { cutPlace, goOn, shell, type CutPlace } from '../../../support/cut-place';
import { WANTED } from '../../../support/cut-stack';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const APPS = /^\/api\/v1\/apps$/;
const LIST: Pick<Fault, 'method' | 'path'> = { method: 'GET', path: APPS };
const BOUND = 120_000;

let place: CutPlace;

async function applied(clientId?: string): Promise<void> {
  place = await cutPlace(folder.path, clientId);
  place.before();
  expect(await place.apply()).toMatchObject({ code: 0 });
  place.wanted();
}

afterEach(() => place.close());

async function idOf(label: string): Promise<string> {
  const headers = { authorization: `SSWS ${place.org.token}` };
  const apps = (await (await fetch(`${place.org.url}/api/v1/apps`, { headers })).json()) as {
    id: string;
    label: string;
  }[];
  return apps.find((app) => app.label === label)?.id ?? '';
}

test.each<[string, string | undefined, string, string]>([
  ['with a client id', 'new-client-id', 'client id "new-client-id"', 'client id'],
  ['whose client id Okta chooses', undefined, 'label "New" and redirect URIs', 'label'],
])(
  'an app %s whose creation was not recorded is never made twice: the next apply says what to declare, and that takes it over',
  async (_, clientId, same, other) => {
    await applied(clientId);
    // Its answer is lost, and then the network: the apply cannot look what became of it.
    const lost: Fault = { kind: 'lost', method: 'POST', path: APPS, times: 1 };
    place.org.faults.set(lost, { kind: 'cut', ...LIST, from: 2 });
    const cut = await place.apply();
    expect(cut.code).toBe(1);
    expect(cut.stdout).not.toContain('interrupted');
    place.org.faults.set();

    const id = await idOf('New');
    const refused = await place.apply();
    expect({ code: refused.code, end: refused.stdout.split('\n').slice(-3).join('\n') }).toEqual({
      code: 3,
      end:
        `shop-local: okta_app_oauth.new is not created, because Okta has an app with its ${same} already, ${id}: ` +
        'an interrupted apply may have created it without recording it. ' +
        `If so, declare app.importFrom('${id}') on it, for local only, and apply again: that takes it over. ` +
        `Else choose another ${other}\nNone of this was applied.\n`,
    });

    const { by, last } = await goOn(place);
    expect(by).toEqual(['import okta_app_oauth.new']);
    expect(last).toMatchObject({ code: 0 });
    expect(last.stdout).toContain('\nPlanned again: nothing to change.\n');
    expect(await place.inOrg()).toEqual(WANTED);
    expect(await idOf('New')).toBe(id);
    place.wanted();
    expect((await place.apply()).stdout).toContain('\nUnchanged: 1 stack (shop-local).\n');
  },
  BOUND,
);

test(
  'where the check is not possible, apply says so without any secret, and continues',
  async () => {
    await applied('new-client-id');
    const { token } = place.org;
    const body = { errorCode: 'E0000006', errorSummary: `no apps for ${token}` };
    place.org.faults.set({ kind: 'answer', status: 403, body, ...LIST });
    const { code, stdout, stderr } = await place.apply();
    expect(code).toBe(0);
    expect(stdout).toContain(
      '\nshop-local: could not check whether Okta already has what it creates (403 E0000006: no apps for (sensitive))\n',
    );
    place.org.faults.set();
    expect(stdout + stderr).not.toContain(token);
    const files = readdirSync(place.stackFolder, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(place.stackFolder, name),
    );
    for (const file of files.filter((one) => statSync(one).isFile()))
      expect(readFileSync(file, 'utf8')).not.toContain(token);
    expect(await place.inOrg()).toEqual(WANTED);
  },
  BOUND,
);

test(
  'as JSON: what is there already is one refusal for each',
  async () => {
    await applied('new-client-id');
    place.org.faults.set({ kind: 'lost', method: 'POST', path: APPS, times: 1 }, { kind: 'cut', ...LIST, from: 2 });
    await place.apply();
    place.org.faults.set();
    const { code, stdout } = await place.apply(undefined, ['--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      stacks: [
        {
          outcome: 'refused',
          stack: 'shop-local',
          reason: 'exists',
          message: expect.stringContaining('importFrom') as string,
        },
      ],
    });
  },
  BOUND,
);

test(
  'an apply whose answers are lost says what it reconciled, as text and as JSON',
  async () => {
    await applied('new-client-id');
    place.org.faults.set({ kind: 'lost', method: 'POST', path: APPS, times: 1 });
    const { code, stdout } = await place.apply();
    expect(code).toBe(1);
    expect(stdout).toContain(
      '\nshop-local: interrupted, but okta_app_oauth.new is created; the state says so now. Apply again to continue\n',
    );
    place.org.faults.set();
    expect(await place.apply()).toMatchObject({ code: 0 });
    await place.close();

    await applied('new-client-id');
    place.org.faults.set({ kind: 'lost', method: 'POST', path: APPS, times: 1 });
    const json = await place.apply(undefined, ['--json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      stacks: [{ outcome: 'failed', settled: [{ address: 'okta_app_oauth.new', done: 'created' }] }],
    });
    place.org.faults.set();
    expect(await place.apply()).toMatchObject({ code: 0 });
    expect(await place.inOrg()).toEqual(WANTED);
  },
  BOUND,
);

test(
  'an app that was tainted on purpose stays so when its replacement fails',
  async () => {
    await applied('new-client-id');
    expect(await place.apply()).toMatchObject({ code: 0 });
    place.allow('app/replaced');
    await shell('terraform taint okta_app_oauth.new', place.stackFolder);
    place.org.faults.set({ kind: 'cut', method: 'POST', path: /deactivate$/ });
    const { code, stdout } = await place.apply();
    expect(code).toBe(1);
    expect(stdout).not.toContain('interrupted');
    place.org.faults.set();
    const { code: then, stdout: replaced } = await place.apply();
    expect(then).toBe(0);
    expect(replaced).toContain('\nNew\n  replaced, because: left half made by the last apply (tainted)\n');
    expect(await place.inOrg()).toEqual(WANTED);
  },
  BOUND,
);
