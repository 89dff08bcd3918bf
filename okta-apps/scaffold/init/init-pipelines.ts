import { existsSync } from 'node:fs';
import path from 'node:path';
import { BACKEND_VARIABLES } from '../../pipelines/backend-variables';
import type { CiSystem, JobVariable, PipelineEnvironment } from '../../pipelines/pipeline-facts';
import { GITLAB_START, pipelineFiles } from '../../pipelines/pipeline-files';
import { byText } from '../../shared/json';
import { listed } from '../../shared/lists';
import { tokenVariable } from '../templates/environment-text';
import { isProduction, type ProjectAnswers } from '../templates/project-texts';

/** What the repository says about pipelines; the command line looks it up. */
export interface PipelinePlace {
  /** The branch that is applied, on GitHub. */
  readonly branch: () => Promise<string>;
  /** Why no pipeline can be here. */
  readonly problem: string | undefined;
}

/** The pipeline files to write, or a sentence that says why there are none. */
export interface InitialPipelines {
  readonly files: Readonly<Record<string, string>>;
  readonly note?: string;
}

/** The pipeline files of a new project, as `okta-apps ci` writes them once it is installed. */
export async function initialPipelines(
  where: CiSystem,
  { folder, isNew }: { readonly folder: string; readonly isNew: boolean },
  answers: ProjectAnswers,
  { branch, problem }: PipelinePlace,
): Promise<InitialPipelines> {
  const later = `npx okta-apps ci --${where}`;
  if (problem !== undefined) return { files: {}, note: `No pipeline files. ${problem}\n` };
  if (!isNew)
    return {
      files: {},
      note: `The pipeline files are made from env/ of the project. Run it after the install: ${later}\n`,
    };
  const environments = answers.environments.map((name) => environmentOf(name, answers));
  const facts = {
    environments: environments.sort((a, b) => a.approvals - b.approvals || byText(a.name, b.name)),
    branch: where === 'github' ? await branch() : 'main',
    tool: 'package',
  } as const;
  const files = [...pipelineFiles(where, facts), ...(where === 'gitlab' ? [GITLAB_START] : [])];
  const taken = files.map((file) => file.path).filter((name) => existsSync(path.join(folder, name)));
  if (taken.length === 0) return { files: Object.fromEntries(files.map((file) => [file.path, file.text])) };
  return {
    files: {},
    note: `No pipeline files, because ${listed(taken)} exists already. Rename it, then run: ${later}\n`,
  };
}

function environmentOf(name: string, { environments }: ProjectAnswers): PipelineEnvironment {
  const backend = (BACKEND_VARIABLES['s3'] ?? []).map((one): JobVariable => ({ name: one }));
  const withToken = (use: 'PLAN' | 'APPLY') => [...backend, { name: tokenVariable(name, use) }];
  const approvals = isProduction(name, environments) ? 1 : 0;
  return { name, approvals, plan: withToken('PLAN'), apply: withToken('APPLY') };
}
