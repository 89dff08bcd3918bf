import { postgresServer, type PostgresServer } from '../support/postgres-server';
import { stateScenarios, stateTests } from '../support/state-scenarios';

let server: PostgresServer;
let count = 0;
beforeAll(async () => {
  server = await postgresServer();
}, 120_000);
afterAll(() => server.close(), 30_000);

const tests = stateTests(() => ({
  port: server.port,
  place: (port) => ({
    backend: { type: 'pg', schemaName: `test-${count++}-{stack}` },
    env: { PG_CONN_STR: address(String(port)) },
  }),
}));

function address(port: string): string {
  return `postgres://${server.user}:${server.password}@127.0.0.1:${port}/postgres?sslmode=disable`;
}

stateScenarios(tests, {
  holder: /Another session of the database holds the lock; PostgreSQL does not say whose it is\./,
  lockStays: false,
});

test('several stacks that are new in a database are applied at once, although they share one lock then', async () => {
  const project = await tests.one(['shop', 'desk', 'help']);
  project.gate.open();
  const { code, stdout } = await project.run('apply');
  expect(code === 0 ? 'applied' : stdout).toBe('applied');
  expect(stdout).toContain('Planned again: nothing to change.');
}, 120_000);

test('the password in PG_CONN_STR is never shown, whatever is wrong with it', async () => {
  const { a, way } = await tests.two();
  await way.cut();
  const unreachable = await a.run('plan');
  expect(unreachable).toMatchObject({ code: 1 });
  expect(unreachable.stdout).toContain('connect: connection refused');
  const misspelt = await tests.one(['shop'], { PG_CONN_STR: address('port') });
  const { code, stdout, stderr } = await misspelt.run('plan');
  expect(code).toBe(1);
  expect(stdout).toContain('shop-local: Terraform init failed\n');
  expect(unreachable.stdout + stdout + stderr).not.toContain(server.password);
}, 60_000);
