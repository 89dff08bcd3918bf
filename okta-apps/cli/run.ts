import { CommanderError } from 'commander';
import { UserError, Interrupted, AppFailure, Refused } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import { maskIo, type Io } from '../shared/io';
import { backendSecrets, secretValues } from '../terraform/child-environment';
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
  try {
    out = maskIo(io, [...secretValues(io.env), ...backendSecrets(io.env)]);
    const program = createProgram(out, (result) => {
      code = result;
    });
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    report(error, argv.includes('--json'), out);
    return error instanceof Refused ? EXIT.refused : EXIT.failed;
  }
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
