import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { AssembledStack } from '../project/assembly';
import { chooseStacks } from '../project/choose-stacks';
import { findProject, type Project } from '../project/find-project';
import { synthElsewhere } from '../project/run-app';
import type { PostTarget } from '../review/post/job-token';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { scratchFolder } from '../shared/scratch-folder';
import type { TerraformBinary } from '../terraform/binary';
import { makeTerraformHome } from '../terraform/terraform-home';
import { checkDocuments } from './check-documents';
import { credentialReports, type CredentialReport } from './doctor/credential-checks';
import { credentialNeeds, type CredentialNeed } from './doctor/credential-needs';
import { realEnvironment } from './credentials';
import { faultOf, isFault, type Check } from './doctor/check';
import { conclusion } from './doctor/conclusion';
import { nodeCheck, reattachChecks, terraformChecks } from './doctor/machine-checks';
import { optionalScopeChecks } from './doctor/optional-scopes';
import { folderChecks, ruleChecks, variableChecks, variableFileChecks } from './doctor/project-checks';
import { noLockChecks, providerChecks } from './doctor/provider-checks';
import { rotatorChecks } from './doctor/rotator-checks';
import { stateChecks } from './doctor/state-checks';
import { orgFolderOf, useLocalOrg } from './local-org';

export interface DoctorOptions {
  /** Names of environments that must be ready to plan, separated by commas. @default - none */
  readonly env?: string;
  /** Check the settings of this CI system, and nothing else. */
  readonly ci?: PostTarget;
  /** With `ci`: what another job synthesized, for the environments and the pipeline files. @default - not looked at */
  readonly assembly?: string;
  readonly json?: boolean;
}

/** What the project tells about its stacks. */
interface Found {
  readonly checks: readonly Check[];
  readonly credentials: readonly CredentialReport[];
  /** Environments of Okta orgs. */
  readonly environments: readonly string[];
}

const NOTHING: Found = { checks: [], credentials: [], environments: [] };

/** `okta-apps doctor`. @returns 0 nothing is missing or wrong · 1 something is */
export async function runDoctor({ env, json, ci, assembly }: DoctorOptions, io: Io): Promise<number> {
  if (ci !== undefined) {
    const { ciChecks } = await import('./doctor/ci-checks.js');
    const checks = await ciChecks(ci, { env, assembly }, io);
    const text = checks.some(isFault) ? 'Something is missing: see above.' : 'Nothing is missing.';
    return print({ checks, credentials: [] }, { text }, json, io);
  }
  if (assembly !== undefined) throw new UserError('--assembly requires --ci');
  const { binary, checks: terraform } = await terraformChecks(io);
  const found = await projectChecks(env, binary, io);
  const usesOrgs = env !== undefined && found.environments.length > 0;
  const checks = [nodeCheck(process.versions.node), ...terraform, ...reattachChecks(io, usesOrgs), ...found.checks];
  return print({ ...found, checks }, conclusion(checks, env, found.environments), json, io);
}

function print(
  { checks, credentials }: Pick<Found, 'checks' | 'credentials'>,
  { text, next }: { readonly text: string; readonly next?: string },
  json: boolean | undefined,
  io: Io,
): number {
  const ok = !checks.some(isFault);
  const document = { ok, ...(next !== undefined && { next }), checks, credentials };
  const lines = checks.map((check) => `${check.status.padEnd(8)}${check.text.replaceAll('\n', `\n${' '.repeat(8)}`)}`);
  io.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${lines.join('\n')}\n\n${text}\n`);
  return ok ? 0 : 1;
}

async function projectChecks(env: string | undefined, binary: TerraformBinary | undefined, io: Io): Promise<Found> {
  try {
    const project = findProject(io.cwd);
    const found = await synthChecks(project, env, binary, io);
    const own: readonly Check[] = [
      { status: 'ok', text: `cdktf.json in ${project.folder}` },
      ...(await folderChecks(project)),
      ...variableFileChecks(project),
    ];
    return { ...found, checks: [...own, ...found.checks] };
  } catch (error) {
    return { ...NOTHING, checks: [faultOf(error)] };
  }
}

/** Synthesizing says what is wrong, and which credentials, states and providers there are. */
async function synthChecks(
  project: Project,
  env: string | undefined,
  binary: TerraformBinary | undefined,
  io: Io,
): Promise<Found> {
  try {
    return await synthElsewhere(project, env, io, async (all) => {
      const stacks = env === undefined ? all : chooseStacks(all, [], env);
      const real = stacks.filter(({ manifest }) => !manifest.local);
      const credentials = await reports(credentialNeeds(stacks), project, env !== undefined, io);
      return {
        checks: [
          { status: 'ok', text: `synth: ${stacks.map(({ name }) => name).join(', ')}` },
          ...(env === undefined ? [] : await documentChecks(real, project, io)),
          ...ruleChecks(stacks),
          ...(env === undefined
            ? []
            : [...variableChecks(real, io.env), ...optionalScopeChecks(real), ...rotatorChecks(real)]),
          ...unique(credentials.flatMap(({ checks }) => checks)),
          ...(env === undefined ? [] : await terraformWay(real, project, binary, io)),
        ],
        credentials,
        environments: [...new Set(real.map(({ manifest }) => manifest.environment))],
      };
    });
  } catch (error) {
    const left = 'credentials, states and providers were not looked at, because nothing was synthesized';
    const lock = env === undefined ? [] : noLockChecks(project);
    return { ...NOTHING, checks: [faultOf(error), ...lock, { status: 'note', text: left }] };
  }
}

/** What a plan refuses before Terraform is run. */
async function documentChecks(stacks: readonly AssembledStack[], project: Project, io: Io): Promise<readonly Check[]> {
  const [first] = stacks;
  if (first === undefined) return [];
  try {
    await checkDocuments(stacks, { ...project, outdir: path.resolve(first.folder, '../..') }, io);
    return [];
  } catch (error) {
    return [faultOf(error)];
  }
}

/** Lock file, providers and states: all that Terraform needs besides Okta. */
async function terraformWay(
  stacks: readonly AssembledStack[],
  project: Project,
  binary: TerraformBinary | undefined,
  io: Io,
): Promise<readonly Check[]> {
  if (stacks.length === 0) return [];
  if (binary === undefined) {
    const text = 'providers and states were not looked at, because there is no Terraform that can be used';
    return [...noLockChecks(project), { status: 'note', text }];
  }
  const [folder, providers, states] = await Promise.all([scratchFolder(), scratchFolder(), scratchFolder()]);
  try {
    const home = await makeTerraformHome(io.env, folder);
    const tools = { project, runner: { binary, stop: io.stop } };
    const checks = await Promise.all([
      providerChecks(stacks, { ...tools, env: realEnvironment(io.env, home, {}), folder: providers }),
      stateChecks(stacks, { ...tools, home, env: io.env, folder: states }),
    ]);
    return checks.flat();
  } catch (error) {
    return [faultOf(error)];
  } finally {
    await Promise.all([folder, providers, states].map((one) => rm(one, { recursive: true, force: true })));
  }
}

/** Asks the orgs; the one on this machine is started when it does not run. */
async function reports(
  needs: readonly CredentialNeed[],
  project: Project,
  required: boolean,
  io: Io,
): Promise<readonly CredentialReport[]> {
  if (!needs.some(({ local }) => local)) return credentialReports(needs, { env: io.env, required });
  const org = await useLocalOrg(await orgFolderOf(project.folder), io);
  try {
    return await credentialReports(needs, { env: io.env, required, local: org });
  } finally {
    await org.close();
  }
}

/** An org that does not answer is said once. */
function unique(checks: readonly Check[]): readonly Check[] {
  return [...new Map(checks.map((check) => [check.text, check])).values()];
}
