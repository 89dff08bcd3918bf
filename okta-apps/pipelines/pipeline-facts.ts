/** The CI systems that pipelines are written for. */
export type CiSystem = 'github' | 'gitlab';

/** The CI environment of the second look, which the templates have in their jobs. */
export function secondLookOf(where: CiSystem, environment: string): string {
  return where === 'github' ? `${environment}-plan` : `plan/${environment}`;
}

/** A variable that a job gets from its CI environment. */
export interface JobVariable {
  readonly name: string;
  /** Whether it holds no secret for certain, so that people may keep it as a variable too. */
  readonly isPlain?: boolean;
}

/** What the pipelines have to know of one environment. */
export interface PipelineEnvironment {
  readonly name: string;
  /** How many people must approve a pull request. */
  readonly approvals: number;
  /** What the second look needs: the plan credential and what the backend reads. */
  readonly plan: readonly JobVariable[];
  /** What an apply needs. */
  readonly apply: readonly JobVariable[];
}

/** Everything in the pipeline files that is not the same for all projects. */
export interface PipelineFacts {
  /** Environments of Okta orgs; those of production come last. */
  readonly environments: readonly PipelineEnvironment[];
  /** The branch that is applied. GitLab itself knows it. */
  readonly branch: string;
  /** Whether the project is the repository of the tool, or has the tool as a package. */
  readonly tool: 'repository' | 'package';
}
