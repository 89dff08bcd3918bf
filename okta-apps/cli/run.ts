import { CommanderError } from 'commander';
import { UserError, Interrupted, AppFailure, Refused } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import { maskIo, type Io } from '../shared/io';
import { textsInside } from '../shared/json';
import { knowing } from '../shared/known-secrets';
import { looksSecret } from '../shared/masker';
import { secretValues } from '../shared/secret-variables';
import { backendSecrets } from '../terraform/child-environment';
import { createProgram } from './program';

/**
 * Runs one command line.
 *
 * @param argv What follows the program's name.
 * @returns The exit code.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  let out = io;
  const asJson = argv.includes('--json');
  io.onCrash?.((error) => {
    report(error, asJson, out);
  });
  try {
    out = maskIo(io, secretsIn(io.env));
    const program = createProgram(out, (result) => {
      code = result;
    });
    const parse = async (): Promise<unknown> => await program.parseAsync(argv, { from: 'user' });
    await (out.secrets === undefined ? parse() : knowing(out.secrets, parse));
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    report(error, asJson, out);
    return error instanceof Refused ? EXIT.refused : EXIT.failed;
  }
}

/** What may appear nowhere from the beginning; the manifests of the stacks name more. */
function secretsIn(env: Io['env']): readonly string[] {
  const variables = Object.entries(env).flatMap(([name, value]) => (name.startsWith('TF_VAR_') ? (value ?? []) : []));
  const inside = variables.flatMap(textsInside).filter(looksSecret);
  return [...secretValues(env), ...inside, ...backendSecrets(env)];
}

/** A known error is its message; an unknown one keeps its stack, which is what a bug report needs. */
function report(error: unknown, json: boolean, io: Io): void {
  const known = error instanceof UserError || error instanceof Interrupted;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const fromApp = error instanceof AppFailure;
  if (json) {
    const document = { error: message, ...(fromApp && error.document) };
    io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  if (json || !fromApp) io.stderr.write(known ? `${message}\n` : `${stack ?? message}\n`);
}
