import { runChild } from './child';
import type { Runner, StackRun } from './invoke';
import type { Diagnostic } from '../plan/diagnostics';
import { maskerFor } from '../shared/masker';

/** No configuration has it, so nothing is changed. */
const NOTHING = 'terraform_data.okta_apps_doctor';
const GRACE_MS = 5_000;

/**
 * Reads a state and holds its lock for a moment, as a plan does, and changes nothing: `untaint` of an address that no state
 * has. The stack must be initialized.
 *
 * @returns What Terraform says when it cannot; undefined when it can.
 */
export async function tryLock(
  { binary, stop }: Runner,
  { folder, env, secrets }: StackRun,
): Promise<Diagnostic | undefined> {
  const args = ['untaint', '-no-color', '-allow-missing', '-lock-timeout=0s', NOTHING];
  const { code, stderr } = await runChild(binary.command, args, { cwd: folder, env, stop, graceMs: GRACE_MS });
  return code === 0 ? undefined : errorIn(maskerFor(secrets).mask(stderr));
}

/** The first error of a command that has no JSON. */
function errorIn(text: string): Diagnostic {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^[│╷╵] ?/, ''));
  const at = lines.findIndex((line) => line.startsWith('Error: '));
  const [first = '', ...rest] = lines.slice(Math.max(0, at)).filter((line, i) => i > 0 || line.trim() !== '');
  return { severity: 'error', summary: first.replace(/^Error: /, ''), detail: unwrapped(rest).trim() };
}

/** Terraform breaks its sentences into lines, but not what is indented. */
function unwrapped(lines: readonly string[]): string {
  return lines.join('\n').replace(/(?<=\S)\n(?=\S)/g, ' ');
}
