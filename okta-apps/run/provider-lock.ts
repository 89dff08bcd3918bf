import { existsSync, readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lockBlocks, LOCK_FILE, lockFileFault, readLockFile } from '../plan/lock-file';
import { scratchFolder } from '../shared/scratch-folder';
import { Interrupted, NotFound, UserError } from '../shared/errors';
import { readDocument, type AssembledStack } from '../project/assembly';
import { runChild } from '../terraform/child';
import { indented } from '../plan/diagnostics';
import type { Runner } from '../terraform/invoke';
import { replaceFile } from '../shared/replace-file';
import { findTerraform } from '../terraform/binary';
import { makeTerraformHome } from '../terraform/terraform-home';
import { realEnvironment } from './credentials';
import type { Io } from '../shared/io';
import { findProject } from '../project/find-project';
import { synthElsewhere } from '../project/run-app';

/** The machines that a team's people and pipelines have. */
export const PLATFORMS = ['linux', 'darwin', 'windows'].flatMap((os) => [`${os}_amd64`, `${os}_arm64`]);

/** Version constraints by provider, such as `registry.terraform.io/okta/okta`, both sorted. */
export type RequiredProviders = ReadonlyMap<string, readonly string[]>;

type Product = Runner['binary']['product'];
type Variables = Readonly<Record<string, string>>;

/** What the synthesized stacks require, without what is built into Terraform. */
export function requiredProviders(stacks: readonly AssembledStack[], product: Product): RequiredProviders {
  const found = new Map<string, Set<string>>();
  for (const stack of stacks) {
    const { terraform } = readDocument(stack) as {
      terraform?: { required_providers?: Readonly<Record<string, { source?: string; version?: string }>> };
    };
    for (const [name, { source = name, version }] of Object.entries(terraform?.required_providers ?? {})) {
      const address = addressOf(source, product);
      if (address.startsWith('terraform.io/builtin/')) continue;
      const versions = found.get(address) ?? new Set();
      if (version !== undefined) versions.add(version);
      found.set(address, versions);
    }
  }
  return new Map([...found].map(([address, versions]) => [address, [...versions].sort()] as const).sort());
}

/** The whole address of a source: with the registry, and the namespace, that it stands for when it names none. */
function addressOf(source: string, product: Product): string {
  const parts = source.toLowerCase().split('/');
  if (parts.length > 2) return parts.join('/');
  const registry = product === 'OpenTofu' ? 'registry.opentofu.org' : 'registry.terraform.io';
  return [registry, ...(parts.length === 1 ? ['hashicorp'] : []), ...parts].join('/');
}

/** The text of the project's lock file; undefined when it has none. */
export function readProjectLock(projectFolder: string): string | undefined {
  const file = path.join(projectFolder, LOCK_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * The part of a lock file that one stack is initialized with: Terraform refuses a read-only one with more.
 *
 * @returns Its blocks for `required`, and those of `required` that it does not have.
 */
export function lockFor(
  text: string,
  required: RequiredProviders,
): { readonly text: string; readonly missing: readonly string[] } {
  const blocks = lockBlocks(text);
  const addresses = [...required.keys()];
  return {
    text: addresses.flatMap((address) => blocks.get(address)?.join('\n').concat('\n') ?? []).join('\n'),
    missing: addresses.filter((address) => !blocks.has(address)),
  };
}

/**
 * What each stack is initialized with, by its name; nothing for a stack that requires no provider.
 *
 * @param text of the lock file, where it is that of another commit.
 * @throws UserError that says for which stacks there is no lock file, or which providers it lacks.
 */
export function stackLocks(
  projectFolder: string,
  stacks: readonly AssembledStack[],
  product: Product,
  text = readProjectLock(projectFolder),
): ReadonlyMap<string, string> {
  const needing = stacks
    .map((stack) => ({ name: stack.name, required: requiredProviders([stack], product) }))
    .filter(({ required }) => required.size > 0);
  const names = needing.map(({ name }) => name).join(', ');
  if (needing.length > 0 && text === undefined) {
    throw new NotFound(
      `${LOCK_FILE} is missing in ${projectFolder}: it says which providers ${names} may install. ` +
        'Make it with okta-apps lock, and commit it.',
    );
  }
  const fault = needing.length > 0 ? lockFileFault(text ?? '') : undefined;
  if (fault !== undefined) {
    throw new UserError(
      `${LOCK_FILE} is not written as Terraform writes it, ${fault}. Recreate it with okta-apps lock, and commit it.`,
    );
  }
  const locks = needing.map(({ name, required }) => ({ name, ...lockFor(text ?? '', required) }));
  const missing = [...new Set(locks.flatMap((lock) => lock.missing))];
  if (missing.length > 0) {
    throw new UserError(
      `${LOCK_FILE} has no ${missing.join(', ')}, required by ${names}. ` +
        'Write it again with okta-apps lock, and commit it.',
    );
  }
  return new Map(locks.map((lock) => [lock.name, lock.text]));
}

/** Six packages of some 25 MB each have to come. */
const BOUND_MS = 10 * 60_000;
const GRACE_MS = 2_000;

/**
 * Writes the project's lock file: the newest versions that all of `required` allow, with the checksums of all
 * platforms. The file is replaced whole, or not at all.
 *
 * @returns Its text.
 * @throws UserError with what Terraform says, when there is none to be had; nothing is changed then.
 */
export async function writeProjectLock(
  projectFolder: string,
  required: RequiredProviders,
  { binary, stop }: Runner,
  env: Variables,
): Promise<string> {
  const folder = await scratchFolder();
  try {
    await writeFile(path.join(folder, 'main.tf.json'), JSON.stringify(configuration(required)));
    const args = ['providers', 'lock', '-no-color', ...PLATFORMS.map((platform) => `-platform=${platform}`)];
    const timeout = AbortSignal.timeout(BOUND_MS);
    const bounded = { asked: AbortSignal.any([stop.asked, timeout]), forced: stop.forced };
    const result = await runChild(binary.command, args, { cwd: folder, env, stop: bounded, graceMs: GRACE_MS });
    if (result.interrupted && !timeout.aborted) throw new Interrupted('interrupted; nothing was changed');
    const text = result.code === 0 ? await readFile(path.join(folder, LOCK_FILE), 'utf8').catch(() => '') : '';
    if (text === '') {
      const said = timeout.aborted ? `it took more than ${BOUND_MS / 60_000} minutes` : withoutFrame(result.stderr);
      throw new UserError(notMade(required, said));
    }
    const file = path.join(projectFolder, LOCK_FILE);
    await replaceFile(file, text, { shown: file });
    return text;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function configuration(required: RequiredProviders): object {
  const providers = [...required].map(([source, versions], i) => [
    `p${i}`,
    { source, ...(versions.length > 0 && { version: versions.join(', ') }) },
  ]);
  return { terraform: { required_providers: Object.fromEntries(providers) as object } };
}

const UNREACHABLE = /could not connect to|failed to request discovery|no such host|connection refused|i\/o timeout/;

function notMade(required: RequiredProviders, said: string): string {
  const registries = [...new Set([...required.keys()].map((address) => address.split('/')[0]))].join(', ');
  const why = UNREACHABLE.test(said.replace(/\s+/g, ' '))
    ? `${registries} cannot be reached from here. Run this where it can be (HTTPS_PROXY is followed).`
    : 'it has no package for every platform in the versions that the stacks allow, or something else is wrong.';
  return `${LOCK_FILE} was not made, and nothing was changed: ${why}\n${indented(said)}`.trimEnd();
}

/** The errors without the frame that Terraform draws around them, and without warnings that stand before them. */
function withoutFrame(text: string): string {
  const lines = text.split(/\r?\n/).flatMap((line) => (/^[╷╵]/.test(line) ? [] : [line.replace(/^│ ?/, '')]));
  const first = lines.findIndex((line) => line.startsWith('Error: '));
  return lines.slice(Math.max(0, first)).join('\n').trim();
}

export interface LockOptions {
  /** Names of environments, separated by commas. @default - OKTA_ENV, as the app reads it */
  readonly env?: string;
  readonly json?: boolean;
}

/** `okta-apps lock`. @returns 0 written · 1 nothing was changed */
export async function runLock({ env, json }: LockOptions, io: Io): Promise<number> {
  const project = findProject(io.cwd);
  const binary = await findTerraform(io.env, { cwd: project.folder, stop: io.stop });
  return synthElsewhere(project, env, io, async (stacks) => {
    const required = requiredProviders(stacks, binary.product);
    if (required.size === 0) throw new UserError('No stack requires a provider; there is nothing to lock');
    const home = await scratchFolder();
    try {
      // A lock file has no entry for a provider that Terraform is attached to.
      const variables = realEnvironment(io.env, await makeTerraformHome(io.env, home), {});
      const runner = { binary, stop: io.stop };
      io.stderr.write(`Asking the registry for ${[...required.keys()].join(', ')}\n`);
      const text = await writeProjectLock(project.folder, required, runner, variables);
      const providers = [...readLockFile(text).values()].map(({ source, version }) => ({ source, version }));
      const names = providers.map(({ source, version }) => `${source} ${version}`).join(', ');
      io.stdout.write(
        json
          ? `${JSON.stringify({ file: LOCK_FILE, providers, platforms: PLATFORMS }, null, 2)}\n`
          : `Wrote ${LOCK_FILE}: ${names} for ${PLATFORMS.join(', ')}. Commit it.\n`,
      );
      return 0;
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
}
