import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalOrg, type OpenOrg } from '../../okta-apps/run/local-org';
import { cuttableProxy, type CuttableProxy } from './cuttable-proxy';
import { stateProject, type KeptState, type StateProject } from './state-project';
import { temporaryFolder } from './temporary-folder';

/** A server that keeps state. */
export interface StateKeeper {
  /** On 127.0.0.1. */
  readonly port: number;
  /** A place for states that nothing is in yet, reached by `port`. */
  readonly place: (port: number) => KeptState;
}

/** What the tests of one backend have at hand. */
export interface StateTests {
  /** Two checkouts of one project, and the way to their state. */
  readonly two: () => Promise<{
    a: StateProject;
    b: StateProject;
    way: CuttableProxy;
    appsInOrg: () => Promise<string[]>;
  }>;
  /** One checkout with these stacks; `env` in place of what the backend reads. */
  readonly one: (teams: readonly string[], env?: KeptState['env']) => Promise<StateProject>;
  /** Why the server cannot be had here; undefined where it is there. */
  readonly missing: () => string | undefined;
}

/**
 * Starts an org and a way to the keeper for each test, and closes both.
 *
 * @param keeper A sentence where it cannot be had.
 */
export function stateTests(keeper: () => StateKeeper | string): StateTests {
  const folder = temporaryFolder();
  const open: (() => Promise<void>)[] = [];
  let count = 0;
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });
  const start = async (): Promise<{ org: OpenOrg; way: CuttableProxy; kept: KeptState }> => {
    const org = await startLocalOrg(join(folder.path, `org-${count++}`), 'org');
    open.push(() => org.close());
    const given = keeper();
    if (typeof given === 'string') throw new Error(given);
    const { port, place } = given;
    const way = await cuttableProxy(port);
    open.push(() => way.close());
    return { org, way, kept: place(way.port) };
  };
  return {
    two: async () => {
      const { org, way, kept } = await start();
      const project = (): Promise<StateProject> => stateProject(folder.path, { ...kept, org });
      const appsInOrg = async (): Promise<string[]> => {
        const answer = await fetch(`${org.url}/api/v1/apps`, { headers: { authorization: `SSWS ${org.token}` } });
        const apps = (await answer.json()) as { label: string }[];
        return apps
          .map(({ label }) => label)
          .filter((label) => label.startsWith('shop-'))
          .sort();
      };
      return { a: await project(), b: await project(), way, appsInOrg };
    },
    one: async (teams, env) => {
      const { org, kept } = await start();
      return stateProject(folder.path, { ...kept, ...(env && { env }), org, teams });
    },
    missing: () => {
      const given = keeper();
      return typeof given === 'string' ? given : undefined;
    },
  };
}

/** How a backend does what all do. */
export interface Expected {
  /** The line that says who holds the lock. */
  readonly holder: RegExp;
  /** Whether a lock outlives the connection of the run that took it. */
  readonly lockStays: boolean;
}

const BOUND = 120_000;

/** The tests that every backend with locks has to pass. */
export function stateScenarios({ two, missing }: StateTests, { holder, lockStays }: Expected): void {
  const scenario = (title: string, body: () => Promise<void>): void => {
    test(
      title,
      async () => {
        const why = missing();
        if (why === undefined) return await body();
        // A machine without it is told so; any other reason is a failure.
        expect(why).toMatch(/ cannot be installed here: /);
      },
      BOUND,
    );
  };

  scenario('the state is found by the next run, and by another checkout: nothing to change', async () => {
    const { a, b } = await two();
    a.gate.open();
    const applied = await a.run('apply');
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.stdout).toContain('Planned again: nothing to change.');
    expect(await b.run('plan')).toMatchObject({ code: 0 });
  });

  scenario('of two applies at once one is told who holds the lock and what to do, and changes nothing', async () => {
    const { a, b, appsInOrg } = await two();
    const winner = a.run('apply');
    await a.gate.reached();
    const { code, stdout } = await b.run('apply');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      new RegExp(
        ` Error: The state of shop-local is locked by another run\n +${holder.source}\n` +
          ' +This run waited 20 seconds and has changed nothing. Run it again when the other one has ended.\n',
      ),
    );
    expect(await appsInOrg()).toEqual(['shop-web']);
    a.gate.open();
    expect(await winner).toMatchObject({ code: 0 });
    b.gate.open();
    expect(await b.run('apply')).toMatchObject({ code: 0 });
    expect(await appsInOrg()).toEqual(['shop-desk', 'shop-web']);
  });

  scenario(
    'when the connection is lost in the middle of an apply, its state is kept, and the next run continues from it',
    async () => {
      const { a, b, way, appsInOrg } = await two();
      const applying = a.run('apply');
      await a.gate.reached();
      await way.cut();
      a.gate.open();
      const { code, stdout } = await applying;
      expect(code).toBe(1);
      const file = join(a.stackFolder, 'errored.tfstate');
      expect(stdout).toContain('Error: The state of shop-local could not be saved\n');
      expect(stdout).toContain(`Nothing is lost: Terraform wrote it to ${file}. Keep that file.\n`);
      expect(existsSync(file)).toBe(true);
      expect(stdout).not.toContain('canary');
      await way.restore();

      const refused = await a.run('apply');
      expect(refused.code).toBe(1);
      expect(refused.stdout).toContain('shop-local: an earlier apply could not save its state\n');
      const said = commandsIn(refused.stdout);
      expect(said).toEqual([`cd ${a.stackFolder}`, 'terraform state push errored.tfstate', 'rm errored.tfstate']);
      const push = said.join('\n');
      if (lockStays) {
        const held = await a.shell(push);
        expect(held.output).toContain('Error acquiring the state lock');
        const [, fromHttp, fromOthers = ''] = /already locked: ID=(\S+)|ID: +(\S+)/.exec(held.output) ?? [];
        const unlock = `terraform force-unlock -force ${fromHttp ?? fromOthers}`;
        expect(await a.shell(`cd ${a.stackFolder}\n${unlock}`)).toMatchObject({ ok: true });
      }
      expect(await a.shell(push)).toMatchObject({ ok: true });
      const created = await appsInOrg();
      expect(created).toContain('shop-web');
      b.gate.open();
      expect(await b.run('apply')).toMatchObject({ code: 0 });
      expect(await a.run('plan')).toMatchObject({ code: 0 });
      expect(await appsInOrg()).toEqual(['shop-desk', 'shop-web']);
    },
  );
}

/** The lines of a message that are to be typed. */
function commandsIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => /^ {4}((?:cd|terraform|rm) .*)$/.exec(line)?.[1] ?? []);
}
