import type { Stop } from '../../okta-apps/shared/io';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ORG_FOLDER, announce } from '../../okta-apps/run/local-org';
import type { Fault } from '../../okta-apps/local/org/faults';
import type { LoggedRequest } from '../../okta-apps/local/org/http';
import { startOrg, type LocalOrg } from '../../okta-apps/local/org/server';
import { serveProvider } from '../../okta-apps/local/provider/serve';
import { GROUPS, stackBefore, stackWanted, type Import } from './cut-stack';
import { plainProject } from './plain-project';
import { runCli, type CliRun } from './run-cli';

/** A project with an org of its own, in which applies are interrupted. */
export interface CutPlace {
  readonly cwd: string;
  readonly stackFolder: string;
  readonly org: LocalOrg;
  /** The stack as it is to be before the cut. */
  readonly before: () => void;
  readonly wanted: (imports?: readonly Import[]) => void;
  /** Lets a finding of the review pass that would block. */
  readonly allow: (rule: string) => void;
  readonly apply: (stop?: Stop, options?: readonly string[]) => Promise<CliRun>;
  readonly inOrg: () => Promise<{ readonly apps: string[]; readonly origins: string[] }>;
  /** Files beside the state and in the stack's folder that a finished apply does not leave. */
  readonly leftovers: () => string[];
  readonly close: () => Promise<void>;
}

export const APPLY = ['apply', '--env', 'local'];

/** @param from A closed place whose org and state it begins with. */
export async function cutPlace(parent: string, clientId: string | undefined, from?: CutPlace): Promise<CutPlace> {
  const { folder: cwd, change } = plainProject(parent, {});
  const data = join(cwd, ORG_FOLDER);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (from !== undefined) cpSync(join(from.cwd, '.okta-local'), join(cwd, '.okta-local'), { recursive: true });
  const org = await startOrg({ folder: data, seed: { groups: GROUPS.map((id) => ({ id, name: id })) } });
  const { url, token } = org;
  const endpoint = await serveProvider({ org: { url, token } });
  await announce(data, { pid: process.pid, kind: 'org', url, token, reattach: endpoint.reattach });
  const get = async <T>(path: string): Promise<T[]> =>
    (await (await fetch(url + path, { headers: { authorization: `SSWS ${token}` } })).json()) as T[];
  const stackFolder = join(cwd, 'cdktf.out/run/shop-local');
  return {
    cwd,
    stackFolder,
    org,
    before: () => {
      change({ 'shop-local': stackBefore(parent) });
    },
    wanted: (imports) => {
      change({ 'shop-local': stackWanted(parent, clientId, imports) });
    },
    allow: (rule) => {
      const stack = stackWanted(parent, clientId);
      const rules = { reviewSeverities: { [rule]: 'high' } } as const;
      change({ 'shop-local': { ...stack, manifest: { ...stack.manifest, rules } } });
    },
    apply: (stop, options = []) => runCli([...APPLY, ...options], { cwd, ...(stop && { stop }) }),
    inOrg: async () => {
      const apps = await get<{ id: string; label: string; status: string }>('/api/v1/apps');
      const origins = await get<{ name: string; scopes: { type: string }[] }>('/api/v1/trustedOrigins');
      const named = apps.map(async ({ id, label, status }) => {
        const groups = await get<{ id: string }>(`/api/v1/apps/${id}/groups`);
        return [label, status, ...groups.map((group) => group.id).sort()].join(' ');
      });
      return {
        apps: (await Promise.all(named)).sort(),
        origins: origins.map(({ name, scopes }) => [name, ...scopes.map(({ type }) => type).sort()].join(' ')).sort(),
      };
    },
    leftovers: () => [
      ...readdirSync(join(cwd, '.okta-local/state')).filter((name) => !/^shop-local\.tfstate(?:\.backup)?$/.test(name)),
      ...readdirSync(stackFolder).filter((name) => !/^(?:\.terraform|cdk\.tf\.json)$/.test(name)),
    ],
    close: async () => {
      await endpoint.close();
      await org.close();
    },
  };
}

/** One of the requests of an apply, whatever the order in which they come. */
export type Where = Required<Pick<Fault, 'method' | 'from' | 'times'>> & {
  readonly path: RegExp;
  readonly shown: string;
};

const ID = /(?:0oa|tos)[A-Za-z0-9]{17}/g;

/** Each of the requests, by its method, its path and how many like it came before. Ids of new objects are not known. */
export function wheresOf(requests: readonly LoggedRequest[], from: CutPlace): readonly Where[] {
  const known = new Set(readFileSync(join(from.cwd, '.okta-local/state/shop-local.tfstate'), 'utf8').match(ID));
  const unknown = `(?!${[...known].join('|')})[A-Za-z0-9]{20}`;
  const seen = new Map<string, number>();
  return requests.map(({ method, path }) => {
    const pattern = (path.split('?')[0] ?? '').replace(ID, (id) => (known.has(id) ? id : unknown));
    const key = `${method} ${pattern}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const shown = `${method} ${path.replace(ID, (id) => (known.has(id) ? '<known>' : '<new>'))} (${count})`;
    return { method, path: new RegExp(`^${pattern}$`), from: count, times: 1, shown };
  });
}

/** Processes that work in the folder, and watchdogs of those. Only Linux tells. */
export function processesIn(folder: string): readonly { readonly pid: number; readonly command: string }[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.flatMap((name) => {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const inside = readlinkSync(`/proc/${name}/cwd`).startsWith(folder) && Number(name) !== process.pid;
      return inside ? [{ pid: Number(name), command }] : [];
    } catch {
      return [];
    }
  });
}

export const canSeeProcesses = existsSync('/proc/self/cwd');

/**
 * Applies again, and does what the messages say until it is done.
 *
 * @returns What had to be done by hand, and the last run.
 */
export async function goOn(
  place: Pick<CutPlace, 'stackFolder' | 'apply'> & { readonly wanted: (imports: readonly Import[]) => void },
  apply = place.apply,
): Promise<{ readonly by: string[]; readonly last: CliRun }> {
  const by: string[] = [];
  const imports: Import[] = [];
  for (let round = 0; ; round += 1) {
    const last = await apply();
    const { stdout, code } = last;
    if (code === 0 || round === 3) return { by, last };
    const found = [...stdout.matchAll(/: (\S+) is not created, because [^\n]*importFrom(?:: |\()'([^']+)'/g)];
    imports.push(...found.map(([, to = '', id = '']) => ({ to, id })));
    place.wanted(imports);
    // Terraform leaves a copy of the state when a person takes something out of it.
    const lines = [
      ...[...stdout.matchAll(/^ +(terraform -chdir=\S+ state rm .*)$/gm)].map(([, line = '']) => line),
      ...[...stdout.matchAll(/ "(terraform untaint \S+)" in cdktf\.out\/run\/shop-local/g)].map(
        ([, line = '']) => line,
      ),
    ];
    for (const line of new Set(lines)) {
      const before = readdirSync(place.stackFolder);
      await shell(line, place.stackFolder);
      for (const name of readdirSync(place.stackFolder)) {
        if (!before.includes(name) && name.endsWith('.backup')) rmSync(join(place.stackFolder, name));
      }
    }
    by.push(
      ...found.map(([, to = '']) => `import ${to}`),
      ...new Set(lines.map((line) => line.replace(/-chdir=\S+ /, ''))),
    );
    if (found.length + lines.length === 0) return { by, last };
  }
}

/** Runs a line as a person would. */
export function shell(line: string, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile('sh', ['-ec', line], { cwd, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`${line}: ${stdout}${stderr}`));
    });
  });
}
