import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../shared/errors';
import { EXIT } from '../../shared/exit-codes';
import { foldName } from '../../shared/fold-name';
import type { Io } from '../../shared/io';
import { inner } from '../../shared/json';
import { anyOf, commaSeparated, listed } from '../../shared/lists';
import { jsonOf } from '../../shared/read-file';
import { shown } from '../../shared/visible-text';
import type { CiSystem } from '../../pipelines/pipeline-facts';
import { environmentNameProblem, orgNameProblem, projectNameProblem, projectNameOf } from '../names';
import { projectFiles, type ProjectAnswers } from '../templates/project-texts';
import { writeAll } from '../write-all';
import { initialPipelines, type InitialPipelines, type PipelinePlace } from './init-pipelines';
import { toolDependency } from './installed-tool';
import { whatToAdd } from './what-to-add';

export interface InitOptions {
  /** Take the defaults of what is not given, and ask nothing. */
  readonly yes?: boolean;
  /** @default the name of the folder */
  readonly name?: string;
  /** Names of environments, separated by commas. @default dev,prod */
  readonly env?: string;
  /** @default acme */
  readonly org?: string;
  /** `github`, `gitlab` or `none`. @default gitlab where the remote of the repository is there, or else github */
  readonly ci?: string;
}

/** What may be in a folder that a project is made in: what package managers and git make, and nothing that is lost. */
const HARMLESS =
  /^(?:\.git|\.github|\.gitattributes|\.editorconfig|\.npmrc|\.nvmrc|node_modules|package(?:-lock)?\.json|.*\.tgz|LICENSE(?:\.\w+)?|README\.md|\.gitignore|\.DS_Store)$/;
const DEFAULTS = { env: 'dev,prod', org: 'acme' };
const NEXT = 'Next: npm install, npx okta-apps synth, npx okta-apps apply --env local, npx jest\n';
const FOR_PIPELINES = 'For a pipeline: npx okta-apps ci --github, or --gitlab\n';
const WITH_PIPELINES = 'The pipelines install from package-lock.json: commit it with the other files.\n';
const SYSTEMS = ['github', 'gitlab', 'none'];

/**
 * `okta-apps init`: a project in an empty folder, or what a CDK project lacks. A file that exists is never changed.
 *
 * @throws UserError with everything that is wrong; then nothing is written.
 */
export async function runInit(options: InitOptions, io: Io, place: PipelinePlace): Promise<number> {
  const folder = io.cwd;
  const found = readdirSync(folder);
  if (found.includes('cdktf.json') && existsSync(path.join(folder, 'env/environments.ts'))) {
    io.stdout.write('This folder has a project of okta-apps already. Nothing was changed.\n');
    return EXIT.done;
  }
  checkFolder(folder, found);
  const answers = await answersOf(options, folder, io);
  if (io.stop.asked.aborted) {
    io.stderr.write('Interrupted. Nothing was written.\n');
    return EXIT.interrupted;
  }
  if (answers === undefined) {
    io.stderr.write('Nothing was written.\n');
    return EXIT.failed;
  }
  const isNew = !found.includes('cdktf.json');
  const pipelines = await pipelinesOf(answers, { folder, isNew }, place);
  const files = [...Object.entries(projectFiles(answers)), ...Object.entries(pipelines.files)];
  const isThere = (name: string): boolean =>
    existsSync(path.join(folder, name)) ||
    (name.startsWith('jest.config') && found.some((one) => one.startsWith('jest.config')));
  const kept = files.map(([name]) => name).filter(isThere);
  const missing = files.filter(([name]) => !kept.includes(name)).map(([name, text]) => ({ name, text }));
  await writeAll(folder, missing);
  for (const { name } of missing) io.stdout.write(`Wrote ${name}\n`);
  io.stdout.write(whatToAdd(kept, Object.fromEntries(files)));
  io.stdout.write(pipelines.note ?? '');
  io.stdout.write(NEXT + (Object.keys(pipelines.files).length > 0 ? WITH_PIPELINES : FOR_PIPELINES));
  return EXIT.done;
}

async function pipelinesOf(
  answers: Answers,
  where: { readonly folder: string; readonly isNew: boolean },
  place: PipelinePlace,
): Promise<InitialPipelines> {
  return answers.ci === 'none' ? { files: {} } : await initialPipelines(answers.ci, where, answers, place);
}

/** @throws UserError for a folder that holds something else, or ES modules. */
function checkFolder(folder: string, found: readonly string[]): void {
  const others = found.filter((name) => !HARMLESS.test(name)).sort();
  if (!found.includes('cdktf.json') && others.length > 0) {
    throw new UserError(
      `${folder} is not empty and is not a CDK project: it has ${listed(others.slice(0, 5))}. ` +
        'Run this in an empty folder, or in the folder of a cdktf.json. Nothing was written.',
    );
  }
  if (!found.includes('package.json')) return;
  const manifest = jsonOf(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (manifest === undefined) throw new UserError('package.json is not JSON. Nothing was written.');
  if (inner(manifest, 'type') === 'module') {
    throw new UserError(
      'package.json has "type": "module", and the project would be CommonJS. ' +
        'Remove "type", or use another folder. Nothing was written.',
    );
  }
}

/** What was asked for. */
interface Answers extends ProjectAnswers {
  readonly ci: CiSystem | 'none';
}

/** @returns undefined when the person at the terminal says no, or presses Ctrl-C. */
async function answersOf(options: InitOptions, folder: string, io: Io): Promise<Answers | undefined> {
  const defaults = { name: projectNameOf(path.basename(folder)), ...DEFAULTS };
  if (!options.yes && io.ask === undefined) {
    throw new UserError('No terminal to prompt on. Pass --yes to accept the defaults. Nothing was written.');
  }
  const ask = async (question: string, given: string | undefined, fallback: string): Promise<string> => {
    if (given !== undefined || options.yes || io.ask === undefined || io.stop.asked.aborted) return given ?? fallback;
    return (await io.ask(`${question} [${fallback}]: `)).trim() || fallback;
  };
  const name = await ask('Name of the project', options.name, defaults.name);
  const environments = await ask('Environments besides local, separated by commas', options.env, defaults.env);
  const org = await ask('Okta org of production, such as acme of https://acme.okta.com', options.org, defaults.org);
  const ci = await ask('Pipelines of github, gitlab or none', options.ci, usualSystem(folder));
  if (io.stop.asked.aborted) return undefined;
  const answers = checked({ name, environments, org, ci }, folder);
  if (options.yes || io.ask === undefined) return answers;
  // Ctrl-C counts as an empty answer, so only this word writes anything.
  const sure = await io.ask(`Type "yes" to write the project into ${folder}: `);
  return sure.trim() === 'yes' ? answers : undefined;
}

function checked(
  { name, environments, org, ci }: Readonly<Record<'name' | 'environments' | 'org' | 'ci', string>>,
  folder: string,
): Answers {
  const names = environments.split(',').map((one) => one.trim());
  const twice = names.filter((one, at) => names.findIndex((other) => foldName(other) === foldName(one)) !== at);
  const problems = [
    projectNameProblem(name),
    ...names.map(environmentNameProblem),
    ...names
      .filter((one) => foldName(one) === 'local')
      .map(() => '--env lists local, which every project has; leave it out'),
    ...twice.map((one) => `--env lists ${one} twice; names must differ by more than their case`),
    orgNameProblem(org),
    ...(SYSTEMS.includes(ci) ? [] : [`--ci must be ${anyOf(SYSTEMS)}, got ${shown(ci)}`]),
  ].filter((one) => one !== undefined);
  if (problems.length > 0) throw new UserError([...new Set(problems), 'Nothing was written.'].join('\n'));
  const tool = toolDependency(folder);
  return { name, environments: commaSeparated(environments), org, tool, ci: ci as Answers['ci'] };
}

/** GitLab where the repository is one of GitLab's, as its remote says. */
function usualSystem(folder: string): string {
  const config = path.join(folder, '.git/config');
  return existsSync(config) && /^\s*url\s*=.*gitlab/im.test(readFileSync(config, 'utf8')) ? 'gitlab' : 'github';
}
