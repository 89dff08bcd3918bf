import { join } from 'node:path';
import { awsSink } from '../../../../okta-apps/secrets/sinks/aws';
import type { Sink } from '../../../../okta-apps/secrets/sinks/sink';
import { ROOT } from '../../../support/pages';
import { neverStopped } from '../../../support/run-cli';
import { s3Server, type S3Server } from '../../../support/s3-server';
import { fakeOrg, type FakeOrg } from '../../okta/support/fake-org';
import {
  documentWith,
  failureOf,
  INTENT,
  keepsClientsApart,
  keepsItsContract,
  OWNER,
  VALUE,
} from '../support/sink-contract';

/** The SDK is installed there. */
const TOOLS = join(ROOT, '__tests__/tools');
const NAMES = ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION'] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);

afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

function open(url: string, name = 'okta/{environment}/{app}', timeoutMs?: number): Sink {
  process.env['AWS_ENDPOINT_URL'] = url;
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAEXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'example';
  const place = { folder: TOOLS, io: { env: {}, stop: neverStopped() } };
  return awsSink({ type: 'aws-secrets-manager', region: 'eu-central-1', name }, place, timeoutMs);
}

const PLACE = 'secret okta/prod/billing of AWS Secrets Manager in eu-central-1';

describe('against moto', () => {
  let moto: S3Server | string;
  beforeAll(async () => {
    moto = await s3Server();
  }, 300_000);
  afterAll(async () => {
    if (typeof moto !== 'string') await moto.close();
  });

  /** Where there is no Python, it says so and looks at nothing. */
  const withMoto = (name: string, work: (url: string) => Promise<void>): void => {
    test(name, async () => {
      if (typeof moto === 'string') {
        process.stderr.write(`not looked at: ${name}: ${moto}\n`);
        expect(moto).toMatch(/cannot be installed here/);
        return;
      }
      await work(`http://127.0.0.1:${moto.port}`);
    });
  };

  withMoto('it keeps what it was given', async (url) => {
    await keepsItsContract(open(url));
    await keepsClientsApart(open(url));
  });

  withMoto('an intent leaves the version that consumers read', async (url) => {
    const sink = open(url, '{app}-stages');
    await sink.write(documentWith(VALUE));
    await sink.write({ ...OWNER, clientId: '0oabilling', intent: INTENT });
    const { SecretsManagerClient, GetSecretValueCommand } = sdk();
    const client = new SecretsManagerClient({ region: 'eu-central-1' });
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'billing-stages' }));
    expect(JSON.parse(SecretString ?? '')).toEqual({
      ...OWNER,
      clientId: '0oabilling',
      secretId: 'ocs1',
      clientSecret: VALUE,
    });
  });

  withMoto('what another app or another tool has there is not overwritten', async (url) => {
    await open(url, 'shared').write({ ...documentWith(VALUE), app: 'desk' });
    expect(await failureOf(open(url, 'shared').write(documentWith(VALUE)))).toBe(
      'refused: secret shared of AWS Secrets Manager in eu-central-1 belongs to "desk" of "prod"; give each app a name or path of its own',
    );
    const { SecretsManagerClient, CreateSecretCommand } = sdk();
    const client = new SecretsManagerClient({ region: 'eu-central-1' });
    await client.send(new CreateSecretCommand({ Name: 'database', SecretString: '{"password":"x"}' }));
    expect(await failureOf(open(url, 'database').write(documentWith(VALUE)))).toBe(
      'refused: secret database of AWS Secrets Manager in eu-central-1 holds something else; give the app a secret of its own',
    );
  });
});

interface Sdk {
  readonly SecretsManagerClient: new (configuration: object) => {
    send(command: object): Promise<{ readonly SecretString?: string }>;
  };
  readonly GetSecretValueCommand: new (input: object) => object;
  readonly CreateSecretCommand: new (input: object) => object;
}

function sdk(): Sdk {
  return jest.requireActual(join(TOOLS, 'node_modules/@aws-sdk/client-secrets-manager'));
}

describe('against a server with faults', () => {
  let fake: FakeOrg;
  afterEach(() => fake.close());

  const answering = async (status: number | 'hang', type: string, message: string): Promise<Sink> => {
    fake = await fakeOrg((_, response) => {
      if (status === 'hang') return;
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: type, message }));
    });
    return open(fake.url, undefined, status === 'hang' ? 300 : undefined);
  };

  test.each<[what: string, status: number | 'hang', type: string, failure: string]>([
    ['a wrong key', 400, 'UnrecognizedClientException', `denied: ${PLACE}: UnrecognizedClientException: text`],
    ['denied', 400, 'AccessDeniedException', `denied: ${PLACE}: AccessDeniedException: text`],
    ['throttled', 400, 'ThrottlingException', `busy: ${PLACE}: ThrottlingException: text`],
    ['too many requests', 429, 'TooManyRequestsException', `busy: ${PLACE}: TooManyRequestsException: text`],
    ['an error of the server', 500, 'InternalServiceError', `unreachable: ${PLACE}: InternalServiceError: text`],
    ['marked for deletion', 400, 'InvalidRequestException', `refused: ${PLACE}: InvalidRequestException: text`],
    ['no answer', 'hang', '', `unreachable: ${PLACE}: no answer in time`],
  ])('%s', async (_, status, type, failure) => {
    const sink = await answering(status, type, 'text');
    expect(await failureOf(sink.write(documentWith(VALUE)))).toBe(failure);
  });
});
