import { existsSync } from 'node:fs';
import path from 'node:path';
import { isObject } from '../../shared/json';
import { jsonOf } from '../../shared/read-file';
import type { ExecSink } from '../../shared/secret-settings';
import { COMMAND_LIMIT_MS, runTeamCommand } from '../team-command';
import { documentOf, isSameDocument, plainDocument } from './document';
import { SinkError, type SecretDocument, type SecretOwner, type Sink, type SinkPlace } from './sink';

/** What every command gets; others are listed in the setting. */
const ALWAYS = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TMP', 'TEMP', 'LANG', 'LC_ALL', 'LC_CTYPE'];

/**
 * A command of the team, started without a shell: `write` gets a document on standard input and ends with 0 when it is
 * stored; `read` gets app and environment, and prints the last document that it stored, or `{}`.
 *
 * @param limitMs What a command may take. @default 60,000
 */
export function execSink(
  { write, read, variables = [] }: ExecSink,
  { folder, io }: SinkPlace,
  limitMs = COMMAND_LIMIT_MS,
): Sink {
  const env = pick(io.env, [...ALWAYS, ...variables]);
  const start = (command: readonly string[], document: object): Promise<string> =>
    runTeamCommand(command, document, {
      folder,
      env,
      stop: io.stop,
      limitMs,
      fail: (kind, message) => new SinkError(kind, message),
    });
  const readBack = async (owner: SecretOwner): Promise<SecretDocument | 'empty' | 'not readable'> => {
    if (read === undefined) return 'not readable';
    const { app, environment } = owner;
    const answer = jsonOf(await start(read, { app, environment }));
    if (!isObject(answer)) throw new SinkError('refused', `${read[0] ?? ''} did not print one JSON object`);
    return documentOf(answer, owner) ?? 'empty';
  };
  return {
    describe: () => `command ${write.join(' ')}`,
    needs: () =>
      Promise.resolve([
        ...missingVariables(variables, io.env),
        ...missingPrograms([write, read ?? write], { folder, env }),
      ]),
    write: async (document) => {
      await start(write, plainDocument(document));
      const stored = await readBack(document);
      if (stored === 'not readable') return 'stored, not verifiable';
      if (stored !== 'empty' && isStored(stored, document)) return 'verified';
      throw new SinkError(
        'lost',
        `${write[0] ?? ''} ended with 0, and ${read?.[0] ?? ''} does not print what it was given`,
      );
    },
    read: readBack,
  };
}

/** Of an intent alone the command may print the secret that it has, too. */
function isStored(stored: SecretDocument, { clientSecret, secretId, ...rest }: SecretDocument): boolean {
  if (clientSecret === undefined) {
    const { clientSecret: _secret, secretId: _id, ...others } = stored;
    return isSameDocument(others, rest);
  }
  return isSameDocument(stored, { ...rest, clientSecret, ...(secretId !== undefined && { secretId }) });
}

function pick(env: SinkPlace['io']['env'], names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const])));
}

function missingVariables(names: readonly string[], env: SinkPlace['io']['env']): readonly string[] {
  return names.filter((name) => !env[name]).map((name) => `${name} is not set; the command of the sink needs it`);
}

function missingPrograms(
  commands: readonly (readonly string[])[],
  { folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
): readonly string[] {
  const programs = [...new Set(commands.map(([program = '']) => program))];
  const folders = (env['PATH'] ?? '').split(path.delimiter);
  return programs
    .filter((program) =>
      /[/\\]/.test(program)
        ? !existsSync(path.resolve(folder, program))
        : !folders.some((one) => existsSync(path.join(one, program)) || existsSync(path.join(one, `${program}.exe`))),
    )
    .map((program) => `${program} does not exist; the sink starts it`);
}
