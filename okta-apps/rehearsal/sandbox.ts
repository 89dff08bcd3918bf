import { Interrupted } from '../shared/errors';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Seed } from '../local/org/seed';
import { startOrg } from '../local/org/server';
import { orgVariables } from '../local/provider/org-variables';
import { serveProvider } from '../local/provider/serve';
import type { JsonObject } from '../shared/json';
import { scratchFolder } from '../shared/scratch-folder';
import { listedEnvironment } from '../terraform/child-environment';
import type { Diagnostic } from '../plan/diagnostics';
import { findTerraform } from '../terraform/binary';
import type { Stop } from '../shared/io';
import { agreedOutcome, checkSuccess } from '../terraform/agreed-outcome';
import type { ChildResult } from '../terraform/child';
import { runPlain, runUi, StackFailure, type Runner, type StackRun } from '../terraform/invoke';
import { MODULE_FILE, moduleDocuments, withoutEmbedded } from '../document/modules/embedded';
import { tailOf } from '../shared/known-secrets';
import { PLAN_FILE } from '../terraform/saved-plan';
import { showPlan } from '../terraform/show-plan';
import { STACK_MANIFEST_FILE, stackManifestText } from '../shared/stack-manifest';
import { variableValues } from './placeholders';
import { aliases } from '../project/document';
import { rehearsalManifest } from './stamp';
import { OrgClock } from './witness/clock';

/** With what a rehearsal runs Terraform. */
export interface RehearsalTools {
  readonly runner: Runner;
  /** The environment of this process; of it Terraform gets what every program needs, and no variable of a stack. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The tools of a rehearsal in this process.
 *
 * @throws UserError when there is no Terraform.
 */
export async function rehearsalTools(env: RehearsalTools['env'], cwd: string, stop: Stop): Promise<RehearsalTools> {
  return { runner: { binary: await findTerraform(env, { cwd, stop }), stop }, env };
}

/** A throwaway org with its provider endpoint, and folders in which Terraform plans against it. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** API token of the throwaway org. */
  readonly token: string;
  /** An empty folder for documents, with a state of its own. */
  workspace(name: string): Promise<Workspace>;
  /** The clock of the org, and of its copies. */
  readonly clock: OrgClock;
  /** Another org, which holds what this one holds now. It ends with the sandbox. */
  copy(): Promise<{ readonly url: string; readonly token: string }>;
  /** Ends the org and the endpoint, and removes every folder. */
  close(): Promise<void>;
}

/** What Terraform made of a document. */
export interface Ran {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What it wrote outside its JSON when it failed. */
  readonly stderr: string;
}

export interface Workspace {
  /** Applies the document without asking. @throws Interrupted */
  apply(document: JsonObject): Promise<Ran>;
  /** Plans the document; `json` is what `terraform show -json` prints of a plan, also of a refused one. @throws Interrupted */
  plan(document: JsonObject): Promise<Ran & { readonly json: string | undefined }>;
  /** The state after the last apply; undefined before the first. */
  state(): Promise<unknown>;
}

/**
 * Starts a throwaway org that lives in memory, its endpoint and a temporary folder.
 *
 * @param stack How messages name the stack.
 */
export async function openSandbox(stack: string, seed: Seed, tools: RehearsalTools): Promise<Sandbox> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const root = await scratchFolder();
    closers.push(() => rm(root, { recursive: true, force: true }));
    // Whether the org of the stack has a custom domain, its code does not say: what it was applied to took it.
    const clock = new OrgClock();
    const org = await startOrg({ seed, customDomain: true, now: clock.now });
    closers.push(() => org.close());
    const endpoint = await serveProvider({});
    closers.push(() => endpoint.close());
    const { url, token } = org;
    const reattach = JSON.stringify(endpoint.reattach);
    const base = listedEnvironment(harmless(tools.env), path.join(root, 'home'), {
      variables: orgVariables(org),
      reattach,
    });
    await mkdir(path.join(root, 'home'));
    return {
      url,
      token,
      clock,
      copy: async () => {
        const copy = await org.copy();
        closers.push(() => copy.close());
        return copy;
      },
      workspace: async (name) => {
        const folder = path.join(root, name);
        await mkdir(folder);
        const manifest = path.join(folder, STACK_MANIFEST_FILE);
        await writeFile(manifest, stackManifestText(rehearsalManifest(stack)), { mode: 0o600 });
        return workspaceIn(folder, { stack, url, token, env: base }, tools.runner);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What every program needs. Values for a stack's variables come from nowhere but `variableValues`. */
const PASSED = ['PATH', 'TMPDIR', 'TMP', 'TEMP', 'LANG', 'SystemRoot'];

function harmless(env: RehearsalTools['env']): RehearsalTools['env'] {
  return Object.fromEntries(PASSED.map((name) => [name, env[name]]));
}

interface Target {
  readonly stack: string;
  readonly url: string;
  readonly token: string;
  readonly env: Readonly<Record<string, string>>;
}

function workspaceIn(folder: string, { stack, url, token, env }: Target, runner: Runner): Workspace {
  const write = async (document: JsonObject): Promise<StackRun> => {
    const okta = aliases(document).map((alias) => ({
      ...(alias !== undefined && { alias }),
      http_proxy: url,
      api_token: token,
    }));
    const modules = moduleDocuments(document);
    await writeFile(path.join(folder, 'cdk.tf.json'), JSON.stringify(withoutEmbedded(document)), { mode: 0o600 });
    for (const [name, module] of modules) {
      await mkdir(path.join(folder, name), { recursive: true });
      await writeFile(path.join(folder, name, MODULE_FILE), JSON.stringify(module), { mode: 0o600 });
    }
    // Terraform lays the blocks of such a file over those of the others.
    await writeFile(path.join(folder, 'zz_override.tf.json'), JSON.stringify({ provider: { okta } }), { mode: 0o600 });
    const run = { stack, folder, env: { ...env, ...variableValues(document) }, secrets: [token] };
    // Of modules that are files in this folder it only notes the places: it copies nothing and contacts nothing.
    if (modules.size > 0) checkNoted(run, await runPlain(runner, run, 'get', ['-no-color']));
    return run;
  };
  return {
    apply: async (document) => {
      const run = await write(document);
      // There is nothing else to initialize: the provider is attached, and without a backend the state is a file here.
      const { result, diagnostics } = await runUi(runner, run, 'apply', ['-input=false', '-json', '-auto-approve']);
      if (result.interrupted) throw new Interrupted('interrupted during the rehearsal');
      const ok = result.code === 0 && !diagnostics.some(({ severity }) => severity === 'error');
      return { ok, diagnostics, stderr: result.stderr };
    },
    plan: async (document) => {
      const run = await write(document);
      const args = ['-input=false', '-json', '-detailed-exitcode', `-out=${PLAN_FILE}`];
      const { result, diagnostics } = await runUi(runner, run, 'plan', args);
      const { code, stderr } = result;
      const ok = code === 0 || code === 2;
      const saved = await hasContent(path.join(folder, PLAN_FILE));
      if (!ok && !saved) return { ok, diagnostics, stderr, json: undefined };
      if (ok) checkSuccess(runner, run, { code, diagnostics, saved });
      const { json, text } = await showPlan(runner, run);
      if (ok) agreedOutcome(runner, run, code, json);
      return { ok, diagnostics, stderr, json: text };
    },
    state: async () => {
      const file = path.join(folder, 'terraform.tfstate');
      return (await hasContent(file)) ? (JSON.parse(await readFile(file, 'utf8')) as unknown) : undefined;
    },
  };
}

function checkNoted({ stack }: StackRun, { code, stderr }: ChildResult): void {
  if (code !== 0)
    throw new StackFailure(`${stack}: its modules could not be rehearsed: ${tailOf(stderr.trim(), 2_000)}`, []);
}

async function hasContent(file: string): Promise<boolean> {
  try {
    return (await stat(file)).size > 0;
  } catch {
    return false;
  }
}
