import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { openSink } from '../../../../okta-apps/secrets/sinks/open-sink';
import { SinkError, type SecretDocument, type Sink } from '../../../../okta-apps/secrets/sinks/sink';
import { isSameDocument } from '../../../../okta-apps/secrets/sinks/document';
import { runGit } from '../../../support/git-project';
import { temporaryFolder } from '../../../support/temporary-folder';
import { documentWith, INTENT, keepsClientsApart, OWNER, VALUE } from '../support/sink-contract';

const folder = temporaryFolder();
let count = 0;

interface Opened {
  readonly sink: Sink;
  readonly file: string;
  readonly project: string;
}

function open(text?: string): Opened {
  const project = join(folder.path, `p${String((count += 1))}`);
  mkdirSync(join(project, 'secrets'), { recursive: true });
  const file = join(project, 'secrets/billing.prod.env');
  if (text !== undefined) writeFileSync(file, text, { mode: 0o644 });
  const never = new AbortController().signal;
  const io = { env: { PATH: process.env['PATH'], HOME: project }, stop: { asked: never, forced: never } };
  return { sink: openSink({ type: 'dotenv', folder: 'secrets' }, { folder: project, io }), file, project };
}

test('a new file: what it holds, who may read it, and what is read back', async () => {
  const { sink, file } = open();
  expect(sink.describe(OWNER)).toBe('file secrets/billing.prod.env');
  expect(await sink.read(OWNER)).toBe('empty');
  expect(await sink.write(documentWith(VALUE, { intent: INTENT }))).toBe('verified');
  expect(readFileSync(file, 'utf8')).toBe(
    [
      '# okta-apps: {"app":"billing","environment":"prod","clientId":"0oabilling","secretId":"ocs1",' +
        '"intent":{"run":"run-1","time":"2026-11-27T05:00:00.000Z"}}',
      'OKTA_OAUTH2_CLIENT_ID=0oabilling',
      `OKTA_OAUTH2_CLIENT_SECRET=${VALUE}`,
      '',
    ].join('\n'),
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const read = (await sink.read(OWNER)) as SecretDocument;
  expect(isSameDocument(read, documentWith(VALUE, { intent: INTENT }))).toBe(true);
});

test('other lines stay where they are, and a file that others could read is closed', async () => {
  const { sink, file } = open(
    '# ours\nA=1\nexport OKTA_OAUTH2_CLIENT_SECRET="old"\nB="x\ny"\nOKTA_OAUTH2_CLIENT_ID=old\n',
  );
  await sink.write(documentWith(VALUE));
  const lines = readFileSync(file, 'utf8').split('\n');
  expect([lines.slice(0, 2), lines.slice(3)]).toEqual([
    ['# ours', 'A=1'],
    ['OKTA_OAUTH2_CLIENT_ID=0oabilling', `OKTA_OAUTH2_CLIENT_SECRET=${VALUE}`, 'B="x', 'y"', ''],
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(['"', "'", '`'])('a line inside of another value in %s is no line of this tool', async (quote) => {
  const other = `KEY=${quote}-----BEGIN\n# okta-apps: {}\nOKTA_OAUTH2_CLIENT_SECRET=inside\n-----END${quote}`;
  const { sink, file } = open(`${other}\n`);
  expect(await sink.read(OWNER)).toBe('empty');
  expect(await sink.write(documentWith(VALUE))).toBe('verified');
  expect(readFileSync(file, 'utf8')).toBe(
    `${other}\n# okta-apps: {"app":"billing","environment":"prod","clientId":"0oabilling","secretId":"ocs1"}\n` +
      `OKTA_OAUTH2_CLIENT_ID=0oabilling\nOKTA_OAUTH2_CLIENT_SECRET=${VALUE}\n`,
  );
});

test('a quote that nothing closes would take in the lines of this tool', async () => {
  const { sink, file } = open('A="x\nB=1\r\n');
  await expect(sink.write(documentWith(VALUE))).rejects.toThrow(
    new SinkError(
      'refused',
      'secrets/billing.prod.env has a value in quotes that do not end, so no program can read the lines after it; close the quotes',
    ),
  );
  expect(readFileSync(file, 'utf8')).toBe('A="x\nB=1\r\n');
});

test('an intent alone leaves the secret and its id', async () => {
  const { sink } = open();
  await sink.write(documentWith(VALUE));
  expect(await sink.write({ ...OWNER, clientId: '0oabilling', intent: INTENT })).toBe('verified');
  const read = (await sink.read(OWNER)) as SecretDocument;
  expect(isSameDocument(read, documentWith(VALUE, { intent: INTENT }))).toBe(true);
  expect(await sink.write(documentWith(`${VALUE}-2`, { secretId: 'ocs2' }))).toBe('verified');
  expect(await sink.read(OWNER)).toMatchObject({ secretId: 'ocs2' });
  expect(await sink.read(OWNER)).not.toHaveProperty('intent');
});

test('an intent is not written beside the secret of another client', async () => {
  await keepsClientsApart(open().sink);
});

test('every secret that can be written is read back as it was', async () => {
  const { sink } = open();
  const printable = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 14,
    maxLength: 100,
  });
  await fc.assert(
    fc.asyncProperty(printable, async (value) => {
      try {
        expect(await sink.write(documentWith(value))).toBe('verified');
      } catch (error) {
        expect(error).toMatchObject({ kind: 'refused' });
        expect(value).toContain("'");
        expect((error as Error).message).not.toContain(value);
      }
    }),
    { numRuns: 60 },
  );
});

test('what cannot be written leaves what is there', async () => {
  const { sink, file } = open();
  await sink.write(documentWith(VALUE));
  const before = readFileSync(file, 'utf8');
  await expect(sink.write(documentWith(`it's "$5" or so, isn't it`))).rejects.toThrow(
    new SinkError(
      'refused',
      'the client secret has characters that no dotenv file can hold for every reader; use another sink, or let Okta make the secret',
    ),
  );
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('what another run writes in the meantime is not undone', async () => {
  const { sink, file, project } = open();
  await sink.write(documentWith(VALUE));
  const other = `${readFileSync(file, 'utf8')}A=1\n`;
  const written = sink.write({ ...OWNER, clientId: '0oabilling', intent: INTENT });
  writeFileSync(file, other);
  await expect(written).rejects.toThrow(
    new SinkError('conflict', 'secrets/billing.prod.env was changed by another program at the same time'),
  );
  expect(readFileSync(file, 'utf8')).toBe(other);
  expect(readdirSync(join(project, 'secrets'))).toEqual(['billing.prod.env']);
});

test('a link, a folder in its place, and a file that may not be read', async () => {
  const linked = open();
  symlinkSync('/dev/null', linked.file);
  await expect(linked.sink.write(documentWith(VALUE))).rejects.toThrow(
    'secrets/billing.prod.env cannot be read (ELOOP)',
  );
  const taken = open();
  mkdirSync(taken.file);
  await expect(taken.sink.read(OWNER)).rejects.toThrow('secrets/billing.prod.env cannot be read (EINVAL)');
});

test('what is missing: a folder of its own, and a line in .gitignore', async () => {
  const { sink, project } = open();
  expect(await sink.needs()).toEqual([]);
  runGit(project, ['init', '--quiet']);
  expect(await sink.needs()).toEqual(['git does not ignore secrets; add it to .gitignore']);
  writeFileSync(join(project, '.gitignore'), 'secrets\n');
  expect(await sink.needs()).toEqual([]);
  chmodSync(project, 0o755);
  const other = open();
  symlinkSync('/tmp', join(other.project, 'linked'));
  const never = new AbortController().signal;
  const place = { folder: other.project, io: { env: {}, stop: { asked: never, forced: never } } };
  expect(await openSink({ type: 'dotenv', folder: 'linked/x' }, place).needs()).toEqual([
    'linked is a symbolic link or no folder; replace it with a folder',
  ]);
});
