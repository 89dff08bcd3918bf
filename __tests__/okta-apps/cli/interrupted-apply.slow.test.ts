import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ORG_FOLDER } from '../../../okta-apps/run/local-org';
import { sideBySide } from '../../../okta-apps/shared/side-by-side';
import { startCli } from '../../support/cli-process';
import {
  APPLY,
  canSeeProcesses,
  cutPlace,
  goOn,
  processesIn,
  wheresOf,
  type CutPlace,
  type Where,
} from '../../support/cut-place';
import { WANTED, type Import } from '../../support/cut-stack';
import { localStack, plainProject } from '../../support/plain-project';
import type { CliRun } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { until } from '../../support/until';

/*
 * A small apply creates, updates and deletes an app with groups and a trusted origin. It is interrupted at every one of its
 * requests, those of its plans included; then apply is run again, without faults. A request that changes something is
 * interrupted in each of these ways; one that reads loses its connection, and is then met by Ctrl-C or by kill -9. That ends well
 * by itself, or with a message; what the message says is done then. In the end the org has what the code says and
 * nothing else, the last plan is empty, and no lock, file or process is left.
 *
 * A lost answer to a GET is a cut one, so answers are lost where something is changed. kill -9 of okta-apps itself takes
 * a process of its own each time: it is done at every request that changes something, and at one of each plan; and, with
 * the org in that process too, at four moments, since its requests cannot be counted from outside.
 */
const BOUND = 240_000;
const AT_ONCE = 2;
const folder = temporaryFolder();
const onLinux = canSeeProcesses ? test : test.skip;

let base: CutPlace;
let wheres: readonly Where[];

beforeAll(async () => {
  base = await cutPlace(folder.path, 'new-client-id');
  base.before();
  expect(await base.apply()).toMatchObject({ code: 0 });
  await base.close();
  const clean = await another();
  expect(await clean.apply()).toMatchObject({ code: 0 });
  expect(await clean.inOrg()).toEqual(WANTED);
  wheres = wheresOf(clean.org.requests(), base);
  await clean.close();
}, BOUND);

async function another(): Promise<CutPlace> {
  const place = await cutPlace(folder.path, 'new-client-id', base);
  place.wanted();
  return place;
}

const changes = ({ method }: Where): boolean => method !== 'GET';

/** Every request that changes something, and every second one that reads: the first or the others. */
function half(parity: 0 | 1): readonly Where[] {
  let reads = 0;
  return wheres.filter((where) => changes(where) || reads++ % 2 === parity);
}

/** Holds a request: `came` when it is there, done when `letGo` is called. */
function holding(place: CutPlace, where: Where) {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const came = new Promise<void>((resolve) => {
    const hold = (): Promise<void> => {
      resolve();
      return held;
    };
    place.org.faults.set({ ...where, kind: 'held', hold });
  });
  return { came, letGo };
}

/** What is wrong after the cut and what followed; `by` is what had to be done by hand. */
async function wrong(
  place: CutPlace,
  cut: CliRun,
  then: Awaited<ReturnType<typeof goOn>>,
): Promise<object | undefined> {
  const inOrg = await place.inOrg();
  const leftovers = place.leftovers();
  const processes = canSeeProcesses ? await gone(place) : [];
  const fine =
    then.last.code === 0 &&
    JSON.stringify(inOrg) === JSON.stringify(WANTED) &&
    leftovers.length === 0 &&
    processes.length === 0;
  return fine ? undefined : { inOrg, leftovers, processes, cut: cut.stdout, then: then.last.stdout + then.last.stderr };
}

/** Processes that do not end within 20 seconds. */
async function gone(place: CutPlace): Promise<readonly object[]> {
  for (let n = 0; n < 200 && processesIn(place.cwd).length > 0; n += 1) await sleep(100);
  return processesIn(place.cwd);
}

/** Cuts at each place, two side by side. @returns what had to be done by hand, by request */
async function atEach(
  some: readonly Where[],
  cut: (place: CutPlace, where: Where) => Promise<CliRun>,
  apply?: (place: CutPlace) => () => Promise<CliRun>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const byHand: Record<string, readonly string[]> = {};
  const problems = await sideBySide(some, AT_ONCE, async (where) => {
    const place = await another();
    try {
      const run = await cut(place, where);
      place.org.faults.set();
      const then = await goOn(place, apply?.(place) ?? place.apply);
      if (then.by.length > 0) byHand[where.shown] = then.by;
      const problem = await wrong(place, run, then);
      return problem === undefined ? [] : [{ at: where.shown, ...problem }];
    } finally {
      await place.close();
    }
  });
  expect(problems.flat()).toEqual([]);
  return byHand;
}

/** The org of a project has stored an app. */
function hasApp(cwd: string): boolean {
  const journal = join(cwd, ORG_FOLDER, 'org.journal');
  return existsSync(journal) && readFileSync(journal, 'utf8').includes('oidc_client');
}

test('it is of many kinds', () => {
  expect(wheres.length).toBeGreaterThan(35);
  expect(new Set(wheres.filter(changes).map(({ method }) => method))).toEqual(new Set(['POST', 'PUT', 'DELETE']));
});

test(
  'a connection that is lost before Okta does anything: the next apply continues by itself',
  async () => {
    const byHand = await atEach(wheres, (place, where) => {
      place.org.faults.set({ ...where, kind: 'cut' });
      return place.apply();
    });
    expect(byHand).toEqual({});
  },
  BOUND,
);

test(
  'an answer that is lost: the next apply continues by itself',
  async () => {
    const byHand = await atEach(wheres.filter(changes), (place, where) => {
      place.org.faults.set({ ...where, kind: 'lost' });
      return place.apply();
    });
    expect(byHand).toEqual({});
  },
  BOUND,
);

test(
  'Ctrl-C while Okta has a request: the next apply continues, unless Okta deletes an app after all has ended',
  async () => {
    const byHand = await atEach(half(0), async (place, where) => {
      const asked = new AbortController();
      const { came, letGo } = holding(place, where);
      const run = place.apply({ asked: asked.signal, forced: new AbortController().signal });
      await Promise.race([came, run]);
      asked.abort();
      const ended = await run;
      letGo();
      await sleep(20);
      return ended;
    });
    expect(byHand).toEqual({ 'DELETE /api/v1/apps/<known> (1)': ['terraform state rm okta_app_oauth.gone'] });
  },
  BOUND,
);

onLinux(
  'kill -9 of terraform while Okta has a request: the next apply continues',
  async () => {
    const byHand = await atEach(half(1), async (place, where) => {
      const { came, letGo } = holding(place, where);
      const run = place.apply();
      await Promise.race([came, run]);
      for (const { pid, command } of processesIn(place.stackFolder)) {
        if (command.startsWith('terraform')) process.kill(pid, 'SIGKILL');
      }
      letGo();
      return await run;
    });
    expect(byHand).toEqual({});
  },
  BOUND,
);

onLinux(
  'kill -9 of okta-apps while Okta has a request: terraform ends by itself, and the next apply continues or says how',
  async () => {
    const plans = wheres.filter(({ shown }) => /^GET \/api\/v1\/apps\/<known> \((?:1|2)\)$/.test(shown)).slice(0, 2);
    const temporary = (place: CutPlace): string => join(place.cwd, 'tmp');
    const start = (place: CutPlace) => startCli(APPLY, { cwd: place.cwd, env: { TMPDIR: temporary(place) } });
    await atEach(
      [...wheres.filter(changes), ...plans],
      async (place, where) => {
        mkdirSync(temporary(place));
        const { came, letGo } = holding(place, where);
        const cli = start(place);
        await Promise.race([came, cli.ended]);
        cli.child.kill('SIGKILL');
        const { stdout, stderr } = await cli.ended;
        for (let n = 0; n < 200 && processesIn(place.stackFolder).length > 0; n += 1) await sleep(100);
        expect(processesIn(place.cwd)).toEqual([]);
        letGo();
        await sleep(20);
        return { code: 1, stdout, stderr };
      },
      (place) => async () => {
        const { code, stdout, stderr } = await start(place).ended;
        expect(readdirSync(temporary(place))).toEqual([]);
        return { code: code ?? 1, stdout, stderr };
      },
    );
  },
  BOUND,
);

onLinux.each([
  ['as the apply begins', false, 0],
  ['as the org stores the first app', true, 0],
  ['20 ms after that', true, 20],
  ['40 ms after that', true, 40],
])(
  'kill -9 of okta-apps that has the org in its own process, %s: the next apply continues or says how',
  async (_, stored, ms) => {
    const stack = localStack(['web', 'desk', 'till']);
    const { folder: cwd, change } = plainProject(folder.path, { 'shop-local': stack });
    const wanted = (imports: readonly Import[]): void => {
      change({ 'shop-local': { ...stack, terraform: { ...stack.terraform, import: imports } } });
    };
    const TMPDIR = join(cwd, 'tmp');
    mkdirSync(TMPDIR);
    const start = () => startCli(APPLY, { cwd, env: { TMPDIR } });
    const cli = start();
    await cli.says('shop-local: apply');
    if (stored) await until(() => hasApp(cwd));
    await sleep(ms);
    cli.child.kill('SIGKILL');
    await cli.ended;
    for (let n = 0; n < 200 && processesIn(cwd).length > 0; n += 1) await sleep(100);
    expect(processesIn(cwd)).toEqual([]);
    const stackFolder = join(cwd, 'cdktf.out/run/shop-local');
    const apply = async () => {
      const { code, stdout, stderr } = await start().ended;
      return { code: code ?? 1, stdout, stderr };
    };
    const { last } = await goOn({ stackFolder, apply, wanted });
    expect({ ...last, code: 0 }).toEqual(last);
    expect(readdirSync(TMPDIR)).toEqual([]);
  },
  BOUND,
);
