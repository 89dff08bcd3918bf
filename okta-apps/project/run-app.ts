import { tailOf } from '../shared/known-secrets';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { rm } from 'node:fs/promises';
import { readAssembly, type AssembledStack } from './assembly';
import { runChild, type ChildResult } from '../terraform/child';
import { synthEnvironment } from '../terraform/child-environment';
import { secretVariables } from '../shared/stack-manifest';
import type { Output, Io } from '../shared/io';
import { AppFailure, Interrupted, UserError } from '../shared/errors';
import { isObject } from '../shared/json';
import type { Project } from './find-project';
import { limitTime, overtime } from './time-limit';
import { moduleAdvice } from '../shared/module-advice';
import { readRegularFile } from '../shared/regular-file';
import { takeManifestsAway } from './old-manifests';
import { scratchFolder } from '../shared/scratch-folder';

const GRACE_MS = 5_000;
/** About 100,000 problems. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;

/** As much of what a crashed app wrote as its document says. */
const LONGEST_STDERR = 4_000;

export interface SynthOptions {
  /** Names of the environments, separated by commas; undefined for OKTA_ENV, as the app reads it. */
  readonly environments: string | undefined;
  /** Where the app's stdout goes. */
  readonly stdout: Output;
  /** The project is that of a base commit, which may be older than the rules that check it. @default false */
  readonly isBase?: boolean;
}

/**
 * Synthesizes: runs the `app` command of `cdktf.json` as cdktf-cli does, without any secret in its environment.
 * What the app prints is passed on.
 *
 * @throws AppFailure when the command fails and has said why.
 * @throws UserError when it fails without a word, or writes nothing.
 */
export async function synthesize(project: Project, { stdout, ...options }: SynthOptions, io: Io): Promise<void> {
  const result = await runApp(project, { ...options, onStdout: (text) => stdout.write(text) }, io);
  if (result.code === 1 && result.stderr.trim() !== '') throw new AppFailure(failed(project, result));
  if (result.code !== 0) throw new UserError(failed(project, result));
  checkWritten(project);
}

/** What the app writes to the file of OKTA_APPS_DOCUMENT; the tool passes it on as it is. */
export type SynthDocument = Readonly<Record<string, unknown>>;

/**
 * Like `synthesize`, and returns the JSON document that the app writes to a file of its own, or one with an `error` when
 * it crashed. What it prints goes to stderr: only documents are on stdout.
 */
export async function synthesizeToJson(
  project: Project,
  environments: string | undefined,
  io: Io,
): Promise<{ readonly ok: boolean; readonly document: SynthDocument }> {
  const folder = await scratchFolder();
  const documentFile = path.join(folder, 'document.json');
  const onStdout = (text: string) => io.stderr.write(text);
  try {
    const result = await runApp(project, { environments, documentFile, onStdout }, io);
    const document = parseDocument(documentFile);
    const ok = result.code === 0 && document !== undefined;
    if (document !== undefined) return { ok, document };
    const why =
      result.code === 0
        ? `"${project.app}" wrote no JSON document; does it call synth() of its App, with stacks of okta-oidc-cdktf?`
        : failed(project, result);
    const message = `${why}\n${tailOf(result.stderr, LONGEST_STDERR)}`.trimEnd();
    return { ok: false, document: { problems: [], stacks: [], error: message } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface AppOptions {
  readonly environments: string | undefined;
  readonly documentFile?: string;
  readonly isBase?: boolean;
  readonly onStdout: (text: string) => unknown;
}

async function runApp(project: Project, options: AppOptions, io: Io): Promise<ChildResult> {
  const env = appEnvironment(project, options, io);
  const restore = takeManifestsAway(project.outdir);
  // CDKTF makes the folder itself only, not those above it.
  mkdirSync(path.dirname(project.outdir), { recursive: true });
  const time = limitTime(project.app, io);
  const result = await runChild(project.app, [], {
    shell: true,
    cwd: project.folder,
    env,
    stop: time.stop,
    graceMs: GRACE_MS,
    onStdout: options.onStdout,
    onStderr: (text) => io.stderr.write(text),
  }).finally(time.release);
  // What the last synth wrote is still there, and so is what says which variables hold credentials.
  if (result.code !== 0) restore();
  const advice = result.code === 0 ? undefined : moduleAdvice(result.stderr);
  // The package's own loader has said it already.
  if (advice !== undefined && !result.stderr.includes(advice)) io.stderr.write(`${advice}\n`);
  if (time.isOver()) throw new UserError(overtime(project.app));
  if (result.interrupted) throw new Interrupted('interrupted during synth');
  return result;
}

function appEnvironment(
  project: Project,
  { environments, documentFile, isBase }: AppOptions,
  { env }: Io,
): Readonly<Record<string, string>> {
  return {
    ...inheritedBySynth(project, env),
    CDKTF_OUTDIR: project.output,
    ...(project.context !== undefined && { CDKTF_CONTEXT_JSON: JSON.stringify(project.context) }),
    ...(environments !== undefined && { OKTA_ENV: environments }),
    ...(documentFile !== undefined && { OKTA_APPS_DOCUMENT: documentFile }),
    ...(isBase && { OKTA_APPS_BASE: '1' }),
  };
}

/** What the app gets of the user's variables. */
export function inheritedBySynth(project: Project, env: Io['env']): Readonly<Record<string, string>> {
  return synthEnvironment(env, project.variables, credentialVariables(project));
}

/** Variables that the stacks of the last synth take their credentials from; none when there was no such synth. */
function credentialVariables({ outdir, output }: Project): readonly string[] {
  try {
    return readAssembly(outdir, output).flatMap(({ manifest }) => secretVariables(manifest));
  } catch {
    return [];
  }
}

function failed({ app }: Project, { code }: ChildResult): string {
  return `Synth failed: "${app}" ${code === null ? 'was ended by a signal' : `ended with exit code ${code}`}`;
}

function checkWritten({ app, outdir, output }: Project): void {
  if (existsSync(path.join(outdir, 'manifest.json'))) return;
  throw new UserError(`"${app}" wrote no ${path.join(output, 'manifest.json')}; does it call synth() of its App?`);
}

function parseDocument(file: string): SynthDocument | undefined {
  try {
    const value: unknown = JSON.parse(readRegularFile(file, LONGEST_DOCUMENT).toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Synthesizes into a folder that is there for as long as `work` takes: the project's own output stays as it is. */
export async function synthElsewhere<T>(
  project: Project,
  environments: string | undefined,
  io: Io,
  work: (stacks: readonly AssembledStack[]) => Promise<T>,
): Promise<T> {
  const outdir = await scratchFolder();
  try {
    await synthesize({ ...project, output: outdir, outdir }, { environments, stdout: io.stderr }, io);
    return await work(readAssembly(outdir, project.output));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
