import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { listed } from '../shared/lists';
import { ROOMS } from '../shared/own-package';
import { fillTemplate, yamlText, type Parts } from './fill-template';
import { withHeader, type GeneratedFile } from './generated-file';
import { rotateJobs, rotatingIn, rotationHeld, secretLines } from './rotation-files';
import { ACTIONS, NODE_IMAGE, NODE_VERSION, TERRAFORM } from './pins';
import {
  secondLookOf,
  type CiSystem,
  type JobVariable,
  type PipelineEnvironment,
  type PipelineFacts,
} from './pipeline-facts';

/** The file that `.gitlab-ci.yml` includes. */
export const GITLAB_FILE = '.gitlab/okta-apps.yml';
/** Where GitLab begins to read. It is a file of the team, so only a missing one is written. */
export const GITLAB_START: GeneratedFile = {
  path: '.gitlab-ci.yml',
  text: `include:\n  - local: ${GITLAB_FILE}\n`,
};

export const WORKFLOWS = '.github/workflows';
/** Prints what pins the tool. */
const TOOL_FILE = '.ci/tool';

const TEMPLATES = path.join(ROOMS, 'okta-apps', 'pipelines', 'templates');
const WORKFLOW_NAMES = ['applied', 'apply', 'comment', 'drift', 'review', 'settings'];
const ROTATE = 'rotate';

/** Files of an earlier run that a project may no longer need: no environment has a `secrets.maxAge` any more. */
export const OPTIONAL_FILES: Readonly<Record<CiSystem, readonly string[]>> = {
  github: [`${WORKFLOWS}/${ROTATE}.yml`],
  gitlab: [],
};

/** The command that writes the files again; without an option the branch is `main`. */
export function ciCommand(where: CiSystem, branch: string): string {
  return `okta-apps ci --${where}${where === 'github' && branch !== 'main' ? ` --branch ${branch}` : ''}`;
}

/** The pipeline files of a project. */
export function pipelineFiles(where: CiSystem, facts: PipelineFacts): readonly GeneratedFile[] {
  const parts = partsOf(where, facts);
  const file = (target: string, template: string, command = ciCommand(where, facts.branch)): GeneratedFile => ({
    path: target,
    text: withHeader(command, fillTemplate(templateText(template), parts)),
  });
  const workflows = [...WORKFLOW_NAMES, ...(rotatingIn(facts.environments).length > 0 ? [ROTATE] : [])].sort();
  const own =
    where === 'github'
      ? workflows.map((name) => file(`${WORKFLOWS}/${name}.yml`, `github/${name}.yml`))
      : [file(GITLAB_FILE, 'gitlab/okta-apps.yml')];
  // Both systems need it, so its first line does not say which one it was written for.
  return [file(TOOL_FILE, 'tool.sh', 'okta-apps ci'), ...own];
}

function templateText(name: string): string {
  return readFileSync(path.join(TEMPLATES, name), 'utf8');
}

/** What the applying tool is made from, with the pipelines that run it. A lock file holds name, version and integrity of each package. */
const PACKAGE_FILES = ['package.json package-lock.json .npmrc'];
const TOOL_FILES: Readonly<Record<PipelineFacts['tool'], readonly string[]>> = {
  package: PACKAGE_FILES,
  repository: ['okta-apps rules constructs scripts', ...PACKAGE_FILES, 'tsconfig.json tsconfig.build.json'],
};
const PIPELINE_FILES = '.github/workflows .gitlab-ci.yml .gitlab';

/** How the tool is installed: nothing of a package runs then. */
const INSTALL: Readonly<Record<PipelineFacts['tool'], string>> = {
  package: 'npm ci --ignore-scripts',
  repository: 'npm ci --ignore-scripts && node scripts/set-up.mjs',
};

function partsOf(where: CiSystem, { environments, branch, tool, sinkFiles = [] }: PipelineFacts): Parts {
  const rotating = rotatingIn(environments);
  const names = environments.map(({ name }) => name);
  const words = {
    branch: yamlText(branch),
    environments: yamlText(names.join(',')),
    install: INSTALL[tool],
    'node-image': NODE_IMAGE,
    'node-version': NODE_VERSION,
    'terraform-version': TERRAFORM.version,
    'terraform-sha256': TERRAFORM.sha256,
    ...Object.fromEntries(ACTIONS.map((action) => [action.split('@')[0] ?? action, action])),
  };
  const scripts = ['changed-stacks', 'compare-tool', 'tool-digest'];
  const blocks = {
    ...Object.fromEntries(scripts.map((name) => [name, templateText(`${name}.sh`)])),
    ...partFiles(where),
    'tool-files': [...TOOL_FILES[tool], PIPELINE_FILES, ...sinkFiles].join('\n'),
    'environment-items': names.map((name) => `- ${yamlText(name)}`).join('\n'),
    'plan-credentials': secretLines(environments.flatMap(({ plan }) => plan)),
    'apply-credentials': secretLines(environments.flatMap(({ apply }) => apply)),
    held: [
      ...environments.flatMap((each) => heldLines(where, each)),
      ...(where === 'gitlab' ? rotating.map((each) => rotationHeld(where, each)) : []),
    ].join('\n'),
    'rotate-held': rotating.map((each) => rotationHeld(where, each)).join('\n'),
  };
  const jobs = rotateJobs(where, rotating, { shared: { words, blocks }, templateText });
  return { words, blocks: { ...blocks, 'rotate-jobs': jobs } };
}

/** Steps that several jobs have, by the names of their files. */
function partFiles(where: CiSystem): Readonly<Record<string, string>> {
  const folder = `${where}/parts`;
  const names = readdirSync(path.join(TEMPLATES, folder)).sort();
  return Object.fromEntries(names.map((name) => [path.parse(name).name, templateText(`${folder}/${name}`)]));
}

/** What people have to put into the CI environments of one Okta org. */
function heldLines(where: CiSystem, { name, plan, apply, approvals }: PipelineEnvironment): readonly string[] {
  const holds = (variables: readonly JobVariable[]) =>
    listed(['OKTA_APPS_TOOL', ...variables.map((variable) => variable.name)]);
  const asks =
    approvals > 0 ? `, after ${approvals === 1 ? '1 approval' : `${approvals} approvals`} of the request` : '';
  const release = where === 'github' ? 'required reviewers' : 'protected';
  return [`  ${name}: ${release}${asks}; ${holds(apply)}`, `  ${secondLookOf(where, name)}: ${holds(plan)}`];
}
