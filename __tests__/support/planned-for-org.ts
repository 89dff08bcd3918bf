import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalOrg } from '../../okta-apps/local/org/server';
import { announce, ORG_FOLDER } from '../../okta-apps/run/local-org';
import { fakeProgram } from './fake-program';
import { planning } from './fake-terraform';
import { plainProject, type PlainStack } from './plain-project';
import { runCli, type CliRun } from './run-cli';

/** A change of an app, as a plan has it. */
export function plannedApp(name: string, actions: readonly string[], before: object, after: object): object {
  return {
    address: `okta_app_oauth.${name}`,
    mode: 'managed',
    type: 'okta_app_oauth',
    name,
    provider_name: 'registry.terraform.io/okta/okta',
    change: { actions, before, after, before_sensitive: {}, after_sensitive: {}, after_unknown: {} },
  };
}

interface PlannedRun extends CliRun {
  /** The folder of the project. */
  readonly cwd: string;
  /** What the org was asked meanwhile, such as `GET /api/v1/apps`. */
  readonly asked: readonly string[];
}

/** Runs a command with a terraform that plans these changes, in a project whose local org is the given one. */
export async function runPlanned(
  { folder, org, stacks }: { readonly folder: string; readonly org: LocalOrg; readonly stacks: Stacks },
  command: string,
  changes: readonly object[],
  env: Readonly<Record<string, string>> = {},
): Promise<PlannedRun> {
  const { folder: cwd } = plainProject(folder, stacks);
  mkdirSync(join(cwd, ORG_FOLDER), { recursive: true });
  const { url, token } = org;
  await announce(join(cwd, ORG_FOLDER), { pid: process.pid, kind: 'org', url, token, reattach: {} });
  const plan = { format_version: '1.2', terraform_version: '1.12.0', resource_changes: changes };
  const fake = fakeProgram(
    folder,
    'terraform-plans',
    `if (args[0] === 'version') console.log(args[1] === '-json' ? '{}' : 'Terraform v1.12.0');
${planning(plan, changes.every(isNoOp) ? 0 : 2)}`,
  );
  const before = org.requests().length;
  const result = await runCli(command.split(' '), { cwd, env: { TERRAFORM_BINARY_NAME: fake.path, ...env } });
  const asked = org.requests().slice(before);
  return { ...result, cwd, asked: asked.map(({ method, path }) => `${method} ${path}`) };
}

type Stacks = Readonly<Record<string, PlainStack>>;

function isNoOp(change: object): boolean {
  return (change as { change: { actions: readonly string[] } }).change.actions[0] === 'no-op';
}
