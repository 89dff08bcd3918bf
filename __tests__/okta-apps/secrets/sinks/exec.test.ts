import { existsSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execSink } from '../../../../okta-apps/secrets/sinks/exec';
import { openSink } from '../../../../okta-apps/secrets/sinks/open-sink';
import { KnownSecrets, knowing } from '../../../../okta-apps/shared/known-secrets';
import type { Sink } from '../../../../okta-apps/secrets/sinks/sink';
import type { ExecSink } from '../../../../okta-apps/shared/secret-settings';
import { temporaryFolder } from '../../../support/temporary-folder';
import { neverStopped } from '../../../support/run-cli';
import { documentWith, failureOf, INTENT, keepsItsContract, OWNER, VALUE } from '../support/sink-contract';

const parent = temporaryFolder();

/** Keeps documents in a file, as a team's own command would keep them elsewhere. */
const STORE = `
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const input = JSON.parse(readFileSync(0, 'utf8'));
const file = input.app + '.json';
const stored = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
if (process.argv[2] === 'write') {
  const kept = input.clientSecret === undefined ? { clientSecret: stored.clientSecret, secretId: stored.secretId } : {};
  writeFileSync(file, JSON.stringify({ ...kept, ...input }));
} else {
  process.stdout.write(JSON.stringify(stored));
}
`;

interface Opened {
  readonly sink: Sink;
  readonly folder: string;
}

function open(script: string, setting: Partial<ExecSink> = {}, env: NodeJS.ProcessEnv = {}, limitMs?: number): Opened {
  const folder = realpathSync(mkdtempSync(join(parent.path, 'exec-')));
  writeFileSync(join(folder, 'store.cjs'), script);
  const own: ExecSink = {
    type: 'exec',
    write: [process.execPath, './store.cjs', 'write'],
    read: [process.execPath, './store.cjs', 'read'],
    ...setting,
  };
  const place = { folder, io: { env: { PATH: process.env['PATH'], ...env }, stop: neverStopped() } };
  return { sink: limitMs === undefined ? openSink(own, place) : execSink(own, place, limitMs), folder };
}

test('it keeps what it was given', async () => {
  await keepsItsContract(open(STORE).sink);
});

test('write gets one JSON document on standard input; arguments and environment have no secret', async () => {
  const { sink, folder } = open(
    `const { readFileSync, writeFileSync } = require('node:fs');
     writeFileSync('seen.json', JSON.stringify({ input: readFileSync(0, 'utf8'), argv: process.argv.slice(2), env: process.env }));`,
    { variables: ['GH_TOKEN'], read: undefined as never },
    { GH_TOKEN: 'listed', AWS_SECRET_ACCESS_KEY: 'not listed', OKTA_API_TOKEN: 'not listed' },
  );
  expect(await sink.write(documentWith(VALUE, { intent: INTENT }))).toBe('stored, not verifiable');
  const seen = JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8')) as {
    input: string;
    argv: string[];
    env: object;
  };
  const document = { ...OWNER, clientId: '0oabilling', secretId: 'ocs1', intent: INTENT, clientSecret: VALUE };
  expect(seen.input.endsWith('}\n')).toBe(true);
  expect(JSON.parse(seen.input)).toEqual(document);
  expect(seen.argv).toEqual(['write']);
  expect(Object.keys(seen.env).filter((name) => /TOKEN|KEY/.test(name))).toEqual(['GH_TOKEN']);
});

test('arguments are no line for a shell', async () => {
  const { sink, folder } = open(
    `require('node:fs').writeFileSync('argv.json', JSON.stringify(process.argv.slice(2)));`,
    { write: [process.execPath, './store.cjs', '$(touch owned)', '; touch owned'], read: undefined as never },
  );
  expect(await sink.write(documentWith(VALUE))).toBe('stored, not verifiable');
  expect(JSON.parse(readFileSync(join(folder, 'argv.json'), 'utf8'))).toEqual(['$(touch owned)', '; touch owned']);
  expect(existsSync(join(folder, 'owned'))).toBe(false);
});

test('without read, it is not verifiable', async () => {
  const { sink } = open(STORE, { read: undefined as never });
  expect(await sink.write(documentWith(VALUE))).toBe('stored, not verifiable');
  expect(await sink.read(OWNER)).toBe('not readable');
});

test.each<[what: string, script: string, failure: string]>([
  [
    'an exit code',
    `process.stderr.write('no such vault\\n'); process.exitCode = 3;`,
    'refused: node ended with 3: no such vault',
  ],
  ['an exit code without a word', `process.exitCode = 1;`, 'refused: node ended with 1, and did not say why'],
  ['its death', `process.kill(process.pid, 'SIGKILL');`, 'refused: node was killed, and did not say why'],
  [
    'success without anything stored',
    `if (process.argv[2] === 'read') process.stdout.write('{}');`,
    'lost: node ended with 0, and node does not print what it was given',
  ],
  ['an answer that is none', `process.stdout.write('ok');`, 'refused: node did not print one JSON object'],
  [
    'the document of another app',
    `process.stdout.write('{"app":"desk","environment":"prod","clientId":"0oadesk"}');`,
    'lost: node ended with 0, and node does not print what it was given',
  ],
  [
    'another secret',
    `const d = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
     if (process.argv[2] === 'read') process.stdout.write(JSON.stringify({ ...d, clientId: '0oabilling', clientSecret: 'old-secret-of-fourteen' }));`,
    'lost: node ended with 0, and node does not print what it was given',
  ],
])('%s', async (_, script, failure) => {
  const said = await failureOf(open(script).sink.write(documentWith(VALUE)));
  expect(said.replaceAll(process.execPath, 'node')).toBe(failure);
});

test('what a command says after it has seen the secret is masked where it is shown', async () => {
  const { sink } = open(`process.stderr.write(require('node:fs').readFileSync(0, 'utf8')); process.exitCode = 1;`);
  const known = new KnownSecrets([], () => undefined);
  const said = await knowing(known, () =>
    failureOf(
      sink.write(documentWith(VALUE)).catch((error: unknown) => {
        throw Object.assign(error as Error, { message: known.mask((error as Error).message), stack: '' });
      }),
    ),
  );
  expect(said).toContain('"clientSecret":"(sensitive)"');
});

test('a command that does not end is stopped', async () => {
  const { sink } = open(`setInterval(() => undefined, 1000);`, {}, {}, 300);
  expect((await failureOf(sink.write(documentWith(VALUE)))).replace(process.execPath, 'node')).toBe(
    'unreachable: node did not end within 0.3 s',
  );
});

test('what is missing is said before', async () => {
  const { sink } = open(STORE, { write: ['./absent'], read: ['absent-program'], variables: ['STORE_TOKEN'] });
  expect(await sink.needs()).toEqual([
    'STORE_TOKEN is not set; the command of the sink needs it',
    './absent does not exist; the sink starts it',
    'absent-program does not exist; the sink starts it',
  ]);
  expect(await failureOf(sink.write(documentWith(VALUE)))).toBe('refused: ./absent cannot be started (ENOENT)');
});
