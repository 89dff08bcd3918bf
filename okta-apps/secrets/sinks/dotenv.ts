import { lstatSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { gitIn } from '../../project/base/git';
import { object } from '../../shared/json';
import { jsonOf } from '../../shared/read-file';
import { readRegularFile } from '../../shared/regular-file';
import { unwrap } from '../../shared/secret';
import type { DotenvSink } from '../../shared/secret-settings';
import { writeWhole } from '../../shared/whole-file';
import { documentOf, isSameDocument, merged, plainDocument } from './document';
import { SinkError, type SecretDocument, type SecretOwner, type Sink, type SinkPlace } from './sink';

/** As Okta's samples and its Spring Boot starter call them. @see https://github.com/okta/okta-spring-boot */
const CLIENT_ID = 'OKTA_OAUTH2_CLIENT_ID';
const CLIENT_SECRET = 'OKTA_OAUTH2_CLIENT_SECRET';
/** The line that holds what no program needs. */
const MARK = '# okta-apps: ';
/** Far above any such file. */
const LONGEST = 1 << 20;
/** Exit code of `git check-ignore` for a file that is not ignored, and of every command outside of a repository. */
const [NOT_IGNORED, NO_REPOSITORY] = [1, 128];

/** One file for each app, which only its owner may read. Lines that are not of this tool stay as they are. */
export function dotenvSink({ folder }: DotenvSink, { folder: project, io }: SinkPlace): Sink {
  const shownOf = ({ app, environment }: SecretOwner) => path.join(folder, `${app}.${environment}.env`);
  const read = (owner: SecretOwner): { readonly text: string; readonly document: SecretDocument | undefined } => {
    const text = textOf(path.resolve(project, shownOf(owner)), shownOf(owner));
    return { text, document: documentIn(text, owner) };
  };
  return {
    describe: (owner) => `file ${shownOf(owner)}`,
    needs: async () => {
      const link = linkOn(project, folder);
      if (link !== undefined) return [`${link} is a symbolic link or no folder; replace it with a folder`];
      return (await isIgnored(project, folder, io)) ? [] : [`git does not ignore ${folder}; add it to .gitignore`];
    },
    write: async (document) => {
      const shown = shownOf(document);
      const { text, document: kept } = read(document);
      const next = merged(kept, document);
      const after = withDocument(text, next);
      if (!isIn(after, next))
        throw new SinkError(
          'refused',
          `${shown} has a value in quotes that do not end, so no program can read the lines after it; close the quotes`,
        );
      await put({ file: path.resolve(project, shown), shown, before: text, after });
      if (isIn(read(document).text, next)) return 'verified';
      throw new SinkError('lost', `${shown} was written and holds something else now; another program writes to it`);
    },
    // A failure is one of the promise, as for every other sink.
    read: (owner) =>
      new Promise((resolve) => {
        resolve(read(owner).document ?? 'empty');
      }),
  };
}

function textOf(file: string, shown: string): string {
  try {
    return readRegularFile(file, LONGEST).toString();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw new SinkError(code === 'EACCES' ? 'denied' : 'refused', `${shown} cannot be read (${String(code)})`);
  }
}

interface Replacement {
  readonly file: string;
  readonly shown: string;
  readonly before: string;
  readonly after: string;
}

/** Two runs at the same time: the one that was later to read the file would undo what the other one has written. */
async function put({ file, shown, before, after }: Replacement): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const whole = await writeWhole(file, [after], 0o600);
    try {
      if (textOf(file, shown) === before) {
        await whole.putInPlace();
        return;
      }
    } finally {
      await whole.discard();
    }
  } catch (error) {
    if (error instanceof SinkError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new SinkError(code === 'EACCES' ? 'denied' : 'refused', `${shown} cannot be written (${String(code)})`);
  }
  throw new SinkError('conflict', `${shown} was changed by another program at the same time`);
}

/** The first part of the way to the folder that leads elsewhere: a checkout can contain symbolic links. */
function linkOn(project: string, folder: string): string | undefined {
  const parts = path.normalize(folder).split(path.sep);
  const ways = parts.map((_, at) => parts.slice(0, at + 1).join(path.sep));
  return ways.find((way) => {
    const status = lstatSync(path.resolve(project, way), { throwIfNoEntry: false });
    return status !== undefined && !status.isDirectory();
  });
}

/** What is committed by mistake is in the history for good. Without git there is nothing to commit to. */
async function isIgnored(project: string, folder: string, { env, stop }: SinkPlace['io']): Promise<boolean> {
  const git = gitIn(project, env, stop);
  if ((await git.ask(['rev-parse', '--git-dir'], NO_REPOSITORY)) === undefined) return true;
  const file = path.join(folder, 'any.env');
  return (await git.ask(['check-ignore', '--no-index', '--quiet', file], NOT_IGNORED)) !== undefined;
}

/** A line; or a variable whose value is in quotes that has several lines. */
const ENTRY = /(?<=^|\n)(?:[ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*=[ \t]*(?:"(?:\\[^]|[^"\\])*"|'[^']*'|`[^`]*`))?[^\n]*/g;

/** What is within the quotes of another value is no line of this tool, whatever it looks like. */
function entriesOf(text: string): readonly string[] {
  return text.match(ENTRY) ?? [];
}

function documentIn(text: string, owner: SecretOwner): SecretDocument | undefined {
  const entries = entriesOf(text);
  const mark = entries.find((one) => one.startsWith(MARK));
  const metadata = jsonOf(mark?.slice(MARK.length));
  const clientSecret = valueOf(entries, CLIENT_SECRET);
  return documentOf({ ...object(metadata), ...(clientSecret !== undefined && { clientSecret }) }, owner);
}

function isIn(text: string, document: SecretDocument): boolean {
  const found = documentIn(text, document);
  return found !== undefined && isSameDocument(found, document);
}

/** Of several the last counts, as for every reader of such files. */
function valueOf(entries: readonly string[], name: string): string | undefined {
  const last = entries.filter((entry) => isOf(entry, name)).at(-1);
  const value = last?.slice(last.indexOf('=') + 1).trim();
  return value === undefined || value === '' ? undefined : value.replace(/^(['"])(.*)\1$/, '$2');
}

function isOf(entry: string, name: string): boolean {
  return new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(entry);
}

function withDocument(text: string, document: SecretDocument): string {
  const { clientSecret, ...metadata } = document;
  const own = [
    `${MARK}${JSON.stringify(plainDocument(metadata))}`,
    `${CLIENT_ID}=${quoted(document.clientId)}`,
    ...(clientSecret === undefined ? [] : [`${CLIENT_SECRET}=${quoted(unwrap(clientSecret))}`]),
  ];
  const entries = text === '' ? [] : entriesOf(text.replace(/\n$/, ''));
  const isOwn = (entry: string) =>
    entry.startsWith(MARK) || [CLIENT_ID, CLIENT_SECRET].some((name) => isOf(entry, name));
  const at = entries.findIndex(isOwn);
  const others = entries.filter((entry) => !isOwn(entry));
  const before = at < 0 ? others.length : at;
  return [...others.slice(0, before), ...own, ...others.slice(before), ''].join('\n');
}

/** Readers differ in what they do inside of double quotes, so only what is plain to all of them is written. */
function quoted(value: string): string {
  if (/^[\w.~+/=-]*$/.test(value)) return value;
  if (!value.includes("'")) return `'${value}'`;
  if (!/["\\$`]/.test(value)) return `"${value}"`;
  throw new SinkError(
    'refused',
    'the client secret has characters that no dotenv file can hold for every reader; use another sink, or let Okta make the secret',
  );
}
