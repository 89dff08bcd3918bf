import { lstatSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { gitIn } from '../../project/base/git';
import { object } from '../../shared/json';
import { jsonOf } from '../../shared/read-file';
import { readRegularFile } from '../../shared/regular-file';
import { unwrap } from '../../shared/secret';
import type { DotenvSink } from '../../shared/secret-settings';
import { replaceWhole } from '../../shared/whole-file';
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
      await put(path.resolve(project, shown), shown, withDocument(text, next));
      const { document: stored } = read(document);
      if (stored !== undefined && isSameDocument(stored, next)) return 'verified';
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

async function put(file: string, shown: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await replaceWhole(file, [text], 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SinkError(code === 'EACCES' ? 'denied' : 'refused', `${shown} cannot be written (${String(code)})`);
  }
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

function documentIn(text: string, owner: SecretOwner): SecretDocument | undefined {
  const line = text.split(/\r?\n/).find((one) => one.startsWith(MARK));
  const metadata = jsonOf(line?.slice(MARK.length));
  const clientSecret = valueOf(text, CLIENT_SECRET);
  return documentOf({ ...object(metadata), ...(clientSecret !== undefined && { clientSecret }) }, owner);
}

/** Of several lines the last counts, as for every reader of such files. */
function valueOf(text: string, name: string): string | undefined {
  const last = text
    .split(/\r?\n/)
    .filter((line) => isLineOf(line, name))
    .at(-1);
  const value = last?.slice(last.indexOf('=') + 1).trim();
  return value === undefined || value === '' ? undefined : value.replace(/^(['"])(.*)\1$/, '$2');
}

function isLineOf(line: string, name: string): boolean {
  return new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line);
}

function withDocument(text: string, document: SecretDocument): string {
  const { clientSecret, ...metadata } = document;
  const own = [
    `${MARK}${JSON.stringify(plainDocument(metadata))}`,
    `${CLIENT_ID}=${quoted(document.clientId)}`,
    ...(clientSecret === undefined ? [] : [`${CLIENT_SECRET}=${quoted(unwrap(clientSecret))}`]),
  ];
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const isOwn = (line: string) =>
    line.startsWith(MARK) || [CLIENT_ID, CLIENT_SECRET].some((name) => isLineOf(line, name));
  const at = lines.findIndex(isOwn);
  const others = lines.filter((line) => !isOwn(line));
  const before = at < 0 ? others.length : lines.slice(0, at).filter((line) => !isOwn(line)).length;
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
