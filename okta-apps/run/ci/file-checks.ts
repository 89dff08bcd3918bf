import { stateOf, type FileState, type GeneratedFile } from '../../pipelines/generated-file';
import { ciCommand, GITLAB_START } from '../../pipelines/pipeline-files';
import type { CiSystem } from '../../pipelines/pipeline-facts';
import { UserError } from '../../shared/errors';
import { filesOf, type Synthesized } from '../ci';
import type { Check } from '../doctor/check';
import { existing, gitlabStart, writtenBranch } from './repository';
import { unneededFiles } from './unneeded-files';

const ID = '[pipeline/files]';

/**
 * Whether the pipeline files are those of `env/`, a line for each.
 *
 * @param synthesized What another job synthesized: this runs nothing of the project.
 */
export function fileChecks(where: CiSystem, synthesized: Synthesized | undefined): readonly Check[] {
  if (synthesized === undefined) {
    const text = `pipeline files: not compared with env/. Run "okta-apps synth", then this with --assembly cdktf.out ${ID}`;
    return [{ status: 'note', text }];
  }
  const { folder } = synthesized.project;
  const branch = writtenBranch(folder) ?? 'main';
  try {
    const files = filesOf(where, branch, synthesized);
    const command = ciCommand(where, branch);
    const own = [
      ...files.map((file) => checkOf(file, stateOf(file, existing(folder, file.path)), command)),
      ...unneededFiles(where, folder, files).map(({ file, state }) => unneededCheck(file, state, command)),
    ];
    return where === 'gitlab' ? [...own, ...startChecks(folder, files.at(-1)?.text ?? '')] : own;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ status: 'missing', text: `pipeline files: ${error.message} ${ID}` }];
  }
}

const WRONG: Readonly<Record<Exclude<FileState, 'same'>, string>> = {
  absent: 'does not exist',
  outdated: 'is out of date with env/ or with the tool',
  edited: 'was edited since okta-apps ci wrote it',
  foreign: 'was not written by okta-apps ci',
};

function checkOf({ path }: GeneratedFile, state: FileState, command: string): Check {
  if (state === 'same') return { status: 'ok', text: `${path} is up to date with env/ ${ID}` };
  const before = state === 'edited' || state === 'foreign' ? 'Move or delete it, then run' : 'Run';
  return { status: 'missing', text: `${path} ${WRONG[state]}. ${before} "${command}" and commit what it writes ${ID}` };
}

function unneededCheck({ path }: GeneratedFile, state: FileState, command: string): Check {
  const todo = state === 'edited' ? 'Delete it' : `Run "${command}", which removes it`;
  return { status: 'missing', text: `${path} is not needed: no environment sets secrets.maxAge. ${todo} ${ID}` };
}

function startChecks(folder: string, generated: string): readonly Check[] {
  const { isMissing, problems, todo } = gitlabStart(folder, generated);
  const texts = [...(isMissing ? [`There is no ${GITLAB_START.path}. Run "okta-apps ci --gitlab"`] : []), ...problems];
  if (todo !== undefined) texts.push(todo.trimEnd());
  return texts.map((text) => ({ status: 'missing', text: `${text} ${ID}` }));
}
