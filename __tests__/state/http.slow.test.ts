import { lockingStateServer, type LockingStateServer } from '../support/locking-state-server';
import { stateScenarios, stateTests } from '../support/state-scenarios';
import type { CliRun } from '../support/run-cli';

let server: LockingStateServer;
let count = 0;
beforeAll(async () => {
  server = await lockingStateServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.beforeLock = () => Promise.resolve();
});

const tests = stateTests(() => ({
  port: server.port,
  place: (port) => ({
    backend: { type: 'http', address: `http://127.0.0.1:${port}/${count++}/{stack}` },
    env: {},
  }),
}));

stateScenarios(tests, {
  holder: /Another run holds the lock \S{36}; the state's server does not say whose it is\./,
  lockStays: true,
});

/** Calls `act` when a run wants to lock the state for an apply, the first time, before it gets it. */
function beforeFirstApply(act: () => Promise<unknown>): void {
  let applies = 0;
  server.beforeLock = async (operation) => {
    if (operation === 'OperationTypeApply' && applies++ === 0) await act();
  };
}

test('a run that planned in time, and finds the lock taken when it applies, changes nothing and says so', async () => {
  const { a, b, appsInOrg } = await tests.two();
  let winner: Promise<CliRun> | undefined;
  beforeFirstApply(() => {
    winner = a.run('apply');
    return a.gate.reached();
  });
  const loser = await b.run('apply');
  expect(loser.code).toBe(1);
  expect(loser.stdout).toContain('shop-local: the apply failed (nothing was done)\n');
  expect(loser.stdout).toContain('  Error: The state of shop-local is locked by another run\n');
  expect(loser.stdout).toMatch(
    /\n +If you are certain that it has died and left its lock behind, remove that:\n +terraform -chdir=\S+\/shop-local force-unlock \S{36}\n/,
  );
  a.gate.open();
  expect(await winner).toMatchObject({ code: 0 });
  expect(await appsInOrg()).toEqual(['shop-desk', 'shop-web']);
}, 120_000);

test('a run whose plan another one has overtaken changes nothing and says so', async () => {
  const { a, b, appsInOrg } = await tests.two();
  a.gate.open();
  let winner: CliRun | undefined;
  beforeFirstApply(async () => {
    winner = await a.run('apply');
  });
  const { code, stdout } = await b.run('apply');
  expect(winner).toMatchObject({ code: 0 });
  expect(code).toBe(1);
  expect(stdout).toContain(
    `shop-local: the apply failed (nothing was done)
  Error: The state of shop-local was changed by another run after this plan was made
    This run has changed nothing. Run okta-apps apply again to make a new plan.
`,
  );
  expect(await appsInOrg()).toEqual(['shop-desk', 'shop-web']);
}, 120_000);
