import { s3Server, type S3Server } from '../support/s3-server';
import { stateScenarios, stateTests } from '../support/state-scenarios';

const BUCKET = 'team-state';
const REGION = 'eu-central-1';

let server: S3Server | string = 'it was not started';
let count = 0;

beforeAll(async () => {
  server = await s3Server();
  if (typeof server === 'string') {
    process.stdout.write(`State in S3 is not tested: ${server}\n`);
    return;
  }
  const where = `<CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`;
  const made = await fetch(`http://127.0.0.1:${server.port}/${BUCKET}`, { method: 'PUT', body: where });
  expect(made.status).toBe(200);
}, 300_000);
afterAll(async () => {
  if (typeof server !== 'string') await server.close();
}, 30_000);

const tests = stateTests(() => {
  if (typeof server === 'string') return server;
  return {
    port: server.port,
    place: (port) => ({
      backend: { type: 's3', bucket: BUCKET, key: `${count++}/{stack}.tfstate`, region: REGION },
      env: {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'canary-secret-access-key',
        AWS_MAX_ATTEMPTS: '2',
      },
    }),
  };
});

stateScenarios(tests, {
  holder: /\S+@\S+ has held the lock since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, for an apply\./,
  lockStays: true,
});
