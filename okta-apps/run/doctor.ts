import { access, constants, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { findTerraform } from '../terraform/binary';
import { listedEnvironment } from '../terraform/child-environment';
import { keepsExitCodes, wrapperAdvice } from '../terraform/wrapper';
import { scratchFolder } from '../shared/scratch-folder';
import { UserError } from '../shared/errors';
import { credentialReports, type Check, type CredentialReport } from './credential-checks';
import { credentialNeeds, type CredentialNeed } from './credential-needs';
import type { Io } from '../shared/io';
import { orgFolderOf, useLocalOrg } from './local-org';
import type { AssembledStack } from '../project/assembly';
import { findProject, type Project } from '../project/find-project';
import { synthElsewhere } from '../project/run-app';
import { reviewRulesOf, unknownRules } from '../review/manifest-rules';
import type { PostTarget } from '../review/post/job-token';
import { shown } from '../shared/visible-text';

export interface DoctorOptions {
  /** Names of environments whose credentials must be set, separated by commas. @default - none */
  readonly env?: string;
  /** Check the settings of this CI system, and nothing else. */
  readonly ci?: PostTarget;
  /** With `ci`: what another job synthesized, for the environments and the pipeline files. @default - not looked at */
  readonly assembly?: string;
  readonly json?: boolean;
}

/** What the stacks tell about their credentials. */
interface Found {
  readonly checks: readonly Check[];
  readonly credentials: readonly CredentialReport[];
}

const OLDEST_NODE = [20, 19] as const;

/** `okta-apps doctor`. @returns 0 nothing is missing or wrong · 1 something is */
export async function runDoctor({ env, json, ci, assembly }: DoctorOptions, io: Io): Promise<number> {
  if (ci !== undefined) {
    const { ciChecks } = await import('./doctor-ci.js');
    return conclude({ checks: await ciChecks(ci, { env, assembly }, io), credentials: [] }, json, io);
  }
  if (assembly !== undefined) throw new UserError('--assembly goes with --ci');
  const checks = [nodeCheck(process.versions.node), await terraformCheck(io), ...reattachCheck(io)];
  let credentials: readonly CredentialReport[] = [];
  try {
    const project = findProject(io.cwd);
    checks.push({ status: 'ok', text: `cdktf.json in ${project.folder}` });
    const found = await synthChecks(project, env, io);
    checks.push(...(await folderChecks(project)), ...found.checks);
    credentials = found.credentials;
  } catch (error) {
    checks.push(missing(error));
  }
  return conclude({ checks, credentials }, json, io);
}

function conclude({ checks, credentials }: Found, json: boolean | undefined, io: Io): number {
  const ok = checks.every(({ status }) => status !== 'missing');
  io.stdout.write(json ? `${JSON.stringify({ ok, checks, credentials }, null, 2)}\n` : asText(checks, ok));
  return ok ? 0 : 1;
}

function asText(checks: readonly Check[], ok: boolean): string {
  const lines = checks.map(({ status, text }) => `${status.padEnd(8)}${text.replaceAll('\n', `\n${' '.repeat(8)}`)}`);
  return `${lines.join('\n')}\n\n${ok ? 'Nothing is missing.' : 'Something is missing: see above.'}\n`;
}

/** A known error is what is missing; any other is a bug. */
function missing(error: unknown): Check {
  if (error instanceof UserError) return { status: 'missing', text: error.message };
  throw error;
}

/** Compares a version of Node with the oldest that works. */
export function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const enough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return enough
    ? { status: 'ok', text: `Node ${version}` }
    : { status: 'missing', text: `Node ${version} is too old; install ${OLDEST_NODE.join('.')} or later` };
}

async function terraformCheck({ env, cwd, stop }: Io): Promise<Check> {
  try {
    const { product, version, command } = await findTerraform(env, { cwd, stop });
    const text = `${product} ${version} (${command})`;
    return (await isHonest(command, { env, stop }))
      ? { status: 'ok', text }
      : {
          status: 'missing',
          text: `${text} does not end a plan that has changes with exit code 2. ${wrapperAdvice(product)}`,
        };
  } catch (error) {
    return missing(error);
  }
}

/** Whether its exit codes arrive here; a wrapper may hide them. */
async function isHonest(command: string, { env, stop }: Pick<Io, 'env' | 'stop'>): Promise<boolean> {
  const folder = await scratchFolder();
  try {
    return await keepsExitCodes(command, folder, { env: listedEnvironment(env, folder, { variables: {} }), stop });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function reattachCheck({ env }: Io): readonly Check[] {
  if (!env['TF_REATTACH_PROVIDERS']) return [];
  const text = 'TF_REATTACH_PROVIDERS is set, so plan and apply refuse Okta orgs; unset it for those';
  return [{ status: 'note', text }];
}

async function folderChecks({ folder, outdir }: Project): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const place of [folder, outdir, path.join(folder, '.okta-local')]) {
    try {
      await access(place, constants.W_OK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      checks.push({ status: 'missing', text: `${place} cannot be written; make it yours (chown, chmod u+w)` });
    }
  }
  const org = await stat(path.join(folder, '.okta-local', 'org')).catch(() => undefined);
  if (org !== undefined && process.platform !== 'win32' && (org.mode & 0o077) !== 0) {
    checks.push({ status: 'note', text: '.okta-local/org is open to others; the local org closes it when it starts' });
  }
  return checks.length === 0 ? [{ status: 'ok', text: 'the folders can be written' }] : checks;
}

/** Synthesizing says what is wrong and which credentials there are. */
async function synthChecks(project: Project, environments: string | undefined, io: Io): Promise<Found> {
  try {
    return await synthElsewhere(project, environments, io, async (stacks) => {
      const synth: Check = { status: 'ok', text: `synth: ${stacks.map(({ name }) => name).join(', ')}` };
      const credentials = await reports(credentialNeeds(stacks), project, environments !== undefined, io);
      return {
        checks: [synth, ...ruleChecks(stacks), ...unique(credentials.flatMap(({ checks }) => checks))],
        credentials,
      };
    });
  } catch (error) {
    return { checks: [missing(error)], credentials: [] };
  }
}

/** Rules of the review that `env/` names; the synth knows its own only. */
function ruleChecks(stacks: readonly AssembledStack[]): readonly Check[] {
  const texts = stacks.flatMap(({ manifest: { environment, rules } }) =>
    unknownRules(reviewRulesOf(rules)).map(({ named, rule, address, meant }) => {
      const of = address === undefined ? '' : ` of ${shown(address)}`;
      const todo = meant === undefined ? 'look the id up in docs/review-rules.md' : `write "${meant}"`;
      return `${environment}: ${named}${of} must name a rule that exists, got ${shown(rule)}; ${todo}`;
    }),
  );
  return [...new Set(texts)].map((text) => ({ status: 'note', text }));
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
