/** The CI systems that pipelines are written for. */
export type CiSystem = 'github' | 'gitlab';

/** The CI environment of the second look, which the templates have in their jobs. */
export function secondLookOf(where: CiSystem, environment: string): string {
  return where === 'github' ? `${environment}-plan` : `plan/${environment}`;
}

/** The CI environment of the scheduled rotation. */
export function rotationOf(where: CiSystem, environment: string): string {
  return where === 'github' ? `${environment}-rotate` : `rotate/${environment}`;
}

/** A variable that a job gets from its CI environment. */
export interface JobVariable {
  readonly name: string;
  /** Whether it holds no secret for certain, so that people may keep it as a variable too. */
  readonly isPlain?: boolean;
  /** What the CI environment calls it. @default - as the job does */
  readonly from?: string;
}

/** What the scheduled rotation of one environment needs. */
export interface PipelineRotation {
  readonly variables: readonly JobVariable[];
  /** The identity token of the job is for AWS. */
  readonly aws: boolean;
  /** Address of the Vault that it is for, too. @default - none */
  readonly vault?: string;
  /** Digest of the org, the credential and the sinks, which the job compares with those of the assembly. */
  readonly settings: string;
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
  /** @default - `secrets.maxAge` is not set, so no secret is due */
  readonly rotation?: PipelineRotation;
}

/** Everything in the pipeline files that is not the same for all projects. */
export interface PipelineFacts {
  /** Environments of Okta orgs; those of production come last. */
  readonly environments: readonly PipelineEnvironment[];
  /** The branch that is applied. GitLab itself knows it. */
  readonly branch: string;
  /** Whether the project is the repository of the tool, or has the tool as a package. */
  readonly tool: 'repository' | 'package';
  /** Files of the repository that commands of sinks are: they run beside a credential, so the pin of the tool holds them. @default [] */
  readonly sinkFiles?: readonly string[];
}
