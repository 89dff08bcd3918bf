import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { isCi } from '../shared/log-text';
import { PLACES_FILE } from '../shared/source-places';
import { PLAN_RECORD_FILE, STACK_MANIFEST_FILE } from '../shared/stack-manifest';
import { visible } from '../shared/visible-text';
import { DOCUMENT_FILE, MANIFEST_FILE, RECORDS_FOLDER, RUN_FOLDER, type AssembledStack } from './assembly';
import type { Project } from './find-project';

/** A document of thousands of apps has a tenth of it. */
const LARGEST_FILE = 128 * 1024 * 1024;
const MOST_FILES = 100_000;
const DEEPEST = 50;
/** More of the same say nothing new. */
const MOST_PROBLEMS = 20;

/** Beside the given folder, whose own records another job may have written. The artifacts of the pipelines name it. */
const RECORDS = 'okta-apps-records';

const STACKS = 'stacks';
const ASSETS = 'assets';
/**
 * What a synth writes of one stack, what Terraform leaves after an apply that it could not record, which stops a run,
 * and what an earlier command left for a review.
 */
const OF_STACK = [DOCUMENT_FILE, STACK_MANIFEST_FILE, PLACES_FILE, 'errored.tfstate', PLAN_RECORD_FILE];
/** What commands without `--assembly` leave in the output folder. Nothing of it is read here. */
const LEFT = [RUN_FOLDER, RECORDS_FOLDER];

/**
 * The project with an output folder that another job wrote. Project code ran in that job, so the folder may hold
 * anything: it is data, of regular files with the names that a synth writes.
 *
 * @param folder As it was given.
 * @throws UserError that lists what else it holds.
 */
export function withAssembly(project: Project, folder: string, { cwd }: Pick<Io, 'cwd'>): Project {
  const outdir = path.resolve(cwd, folder);
  const parent = path.dirname(project.outdir);
  if (path.dirname(outdir) !== parent) {
    throw new UserError(
      `${folder} must be a folder in ${parent}, as ${project.output} is: otherwise relative paths of backends in it would ` +
        'point to other files. Move it there and pass that',
    );
  }
  checkAssembly(outdir, folder);
  const shown = (place: string) => path.relative(project.folder, place);
  return { ...project, outdir, output: shown(outdir), records: shown(path.join(parent, RECORDS)) };
}

/**
 * Looks at the files of a folder that another job wrote, and reads none.
 *
 * @param folder How messages name it.
 * @throws UserError that lists what is no file of a synth.
 */
export function checkAssembly(outdir: string, folder: string): void {
  const problems = problemsIn(outdir);
  if (problems.length > 0) {
    const more = problems.length - MOST_PROBLEMS;
    const lines = problems.slice(0, MOST_PROBLEMS).map((problem) => `${folder}${problem}`);
    throw new UserError(
      [
        ...lines,
        ...(more > 0 ? [`and ${more} more`] : []),
        '--assembly takes what "okta-apps synth" wrote in another job, and nothing else; nothing of it was read.',
      ].join('\n'),
    );
  }
}

/** `/stacks/shop-dev/x.tf is no file of a synth`, for each. */
function problemsIn(outdir: string): readonly string[] {
  const status = lstatSync(outdir, { throwIfNoEntry: false });
  if (status === undefined) return [' does not exist'];
  if (!status.isDirectory()) return [' is no folder'];
  const found: Found = { files: 0, problems: [] };
  for (const entry of entriesOf(outdir)) {
    if (entry.name === STACKS && entry.isDirectory()) lookAtStacks(outdir, found);
    else if (LEFT.includes(entry.name) && entry.isDirectory()) continue;
    else if (entry.name === MANIFEST_FILE) lookAtFile(outdir, `/${entry.name}`, entry, found);
    else found.problems.push(`/${visible(entry.name)} is no file of a synth`);
  }
  if (found.files > MOST_FILES) found.problems.push(` holds more than ${MOST_FILES} files`);
  return found.problems;
}

interface Found {
  files: number;
  readonly problems: string[];
}

function lookAtStacks(outdir: string, found: Found): void {
  for (const stack of entriesOf(path.join(outdir, STACKS))) {
    const place = `/${STACKS}/${stack.name}`;
    if (!stack.isDirectory()) {
      found.problems.push(`${visible(place)} is no folder of a stack`);
      continue;
    }
    for (const entry of entriesOf(path.join(outdir, place))) {
      const inner = `${place}/${entry.name}`;
      if (entry.name === ASSETS && entry.isDirectory()) lookAtAssets(outdir, inner, found, 0);
      else if (OF_STACK.includes(entry.name)) lookAtFile(outdir, inner, entry, found);
      else found.problems.push(`${visible(inner)} is no file of a synth`);
    }
  }
}

function lookAtAssets(outdir: string, place: string, found: Found, depth: number): void {
  if (depth > DEEPEST) {
    found.problems.push(`${visible(place)} is more than ${DEEPEST} folders deep`);
    return;
  }
  for (const entry of entriesOf(path.join(outdir, place))) {
    const inner = `${place}/${entry.name}`;
    if (entry.isDirectory()) lookAtAssets(outdir, inner, found, depth + 1);
    else lookAtFile(outdir, inner, entry, found);
  }
}

function lookAtFile(outdir: string, place: string, entry: Dirent, found: Found): void {
  found.files += 1;
  if (!entry.isFile()) {
    found.problems.push(`${visible(place)} is ${entry.isSymbolicLink() ? 'a symbolic link' : 'no regular file'}`);
  } else if (lstatSync(path.join(outdir, place)).size > LARGEST_FILE) {
    found.problems.push(`${visible(place)} is larger than ${LARGEST_FILE / 2 ** 20} MiB`);
  }
}

/** In the order of their names, so that a message is the same everywhere. */
function entriesOf(folder: string): readonly Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** By these names the environments of a project usually take credentials; the manifests, which say it, come of the synth. */
const CREDENTIAL = /^OKTA_\w*(?:TOKEN|KEY|SECRET)$/;

const TODO =
  'In CI, a job that holds a credential runs nothing of the project: synthesize in a job without credentials ' +
  '(okta-apps synth), and pass the folder that it wrote with --assembly <folder>.';

/**
 * Refuses to run the app of a project in a CI job that holds credentials: what it starts could read them from the
 * memory of this process.
 *
 * @throws UserError
 */
export function refuseProjectCode(env: Io['env']): void {
  if (!isCi(env)) return;
  const names = Object.keys(env).filter((name) => CREDENTIAL.test(name) && env[name]);
  if (names.length > 0) throw new UserError(`This job holds ${names.sort().join(', ')}. ${TODO}`);
}

/**
 * Refuses to use credentials of Okta orgs in a CI job that ran the app of the project.
 *
 * @throws UserError
 */
export function refuseOktaOrgs(stacks: readonly AssembledStack[], env: Io['env']): void {
  if (!isCi(env)) return;
  const names = stacks.filter(({ manifest }) => !manifest.local).map(({ name }) => name);
  if (names.length > 0) throw new UserError(`${names.join(', ')}: of an Okta org. ${TODO}`);
}
