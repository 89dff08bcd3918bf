import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Stop } from '../shared/io';
import { runChild } from './child';

/** Actions that put a wrapper in front of the program unless they are told not to, and how they are told. */
const ACTIONS = {
  Terraform: { action: 'hashicorp/setup-terraform', setting: 'terraform_wrapper: false' },
  OpenTofu: { action: 'opentofu/setup-opentofu', setting: 'tofu_wrapper: false' },
} as const;

type Product = keyof typeof ACTIONS;

/**
 * What to do about a wrapper. In a CI job it is most likely the action's: its default is a wrapper that adds text to what
 * the program prints, and that reports "changes" as success.
 */
export function wrapperAdvice(product: Product): string {
  const { action, setting } = ACTIONS[product];
  return (
    `A wrapper around ${product} does that, such as the one that ${action} installs by default: ` +
    `set "${setting}" for that action, or name the program itself in TERRAFORM_BINARY_NAME.`
  );
}

/** The line before a program's version, where it prints one; else the command of a CI system that it prints after it. */
export function strayLine(answer: string): string | undefined {
  const lines = answer.split('\n').filter((line) => line.trim() !== '');
  const at = lines.findIndex((line) => /^(?:Terraform|OpenTofu) v\d/.test(line));
  return at > 0 ? lines[0] : lines.find((line) => /^(?:::[a-z-]+[ :]|\[command\])/.test(line));
}

/**
 * The program that a wrapper hides: such actions rename `terraform` to `terraform-bin`, and put a script in its place.
 * Synchronous, so that the program is started before this process loads what it will need of its answer.
 *
 * @param command A name that is looked for on the PATH, or an absolute path.
 */
export function hiddenProgram(command: string, searchPath: string): string | undefined {
  const program = locate(command, searchPath);
  if (program === undefined || !isFile(program) || !isScript(program)) return undefined;
  return [`${program}-bin`, `${program}-bin.exe`].find(isFile);
}

/** A configuration that changes something, and needs neither provider nor state. */
const PROBE = { output: { probe: { value: 'x' } } };
const GRACE_MS = 2_000;

/**
 * Whether the program ends a plan that has changes with exit code 2.
 *
 * @param folder An empty folder.
 * @param env The environment of the program.
 */
export async function keepsExitCodes(
  command: string,
  folder: string,
  { env, stop }: { readonly env: Readonly<Record<string, string>>; readonly stop: Stop },
): Promise<boolean> {
  await writeFile(path.join(folder, 'cdk.tf.json'), JSON.stringify(PROBE));
  const args = ['plan', '-input=false', '-lock=false', '-detailed-exitcode'];
  const { code } = await runChild(command, args, { cwd: folder, env, stop, graceMs: GRACE_MS });
  return code === 2;
}

/** The file of a program: a name is looked for on the PATH. */
export function locate(command: string, searchPath: string): string | undefined {
  if (path.isAbsolute(command)) return command;
  const folders = searchPath.split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.resolve(folder, command)).find(isFile);
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function isScript(file: string): boolean {
  try {
    const opened = openSync(file, 'r');
    try {
      const start = Buffer.alloc(2);
      return readSync(opened, start, 0, 2, 0) === 2 && start.toString('latin1') === '#!';
    } finally {
      closeSync(opened);
    }
  } catch {
    return false;
  }
}
