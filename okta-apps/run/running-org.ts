import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { anyObject, objectWith, readIf, valibot } from '../shared/schema';

/** A local org with its provider endpoint, as other programs use it. */
export interface OrgAddress {
  readonly url: string;
  readonly token: string;
  /** Value for TF_REATTACH_PROVIDERS, before it is written as JSON. */
  readonly reattach: object;
}

/** What stands in `running.json` of an org's folder while it runs. */
export interface RunningOrg extends OrgAddress {
  readonly pid: number;
  /** `command`: it ends with the command that started it, so nobody else may count on it. */
  readonly kind: 'org' | 'command';
}

const FILE = 'running.json';
const ANSWER_MS = 1_000;

/** Announces an org in its folder; only the owner may read it, for it holds the org's token. */
export async function announce(folder: string, org: RunningOrg): Promise<void> {
  const file = path.join(folder, FILE);
  const temporary = `${file}.${String(org.pid)}`;
  await writeFile(temporary, `${JSON.stringify(org)}\n`, { mode: 0o600 });
  await rename(temporary, file);
}

/** Takes the announcement back. */
export async function withdraw(folder: string): Promise<void> {
  await rm(path.join(folder, FILE), { force: true });
}

/**
 * The org that runs on a folder, if one does: it is asked, so that what a killed process left behind counts for
 * nothing. Any other program on that port does not know the token.
 */
export async function runningOn(folder: string): Promise<RunningOrg | undefined> {
  const org = parse(path.join(folder, FILE));
  if (org === undefined) return undefined;
  try {
    const answer = await fetch(`${org.url}/api/v1/users/me`, {
      headers: { authorization: `SSWS ${org.token}` },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await answer.arrayBuffer();
    return answer.ok ? org : undefined;
  } catch {
    return undefined;
  }
}

/** What `announce` wrote; undefined when there is none, or it is not whole. */
function parse(file: string): RunningOrg | undefined {
  try {
    return readIf(runningOrgSchema(), JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function runningOrgSchema() {
  const v = valibot();
  return objectWith({
    pid: v.number(),
    kind: v.picklist(['org', 'command']),
    url: v.pipe(v.string(), v.regex(/^http:\/\/127\.0\.0\.1:\d+$/)),
    token: v.string(),
    reattach: anyObject(),
  });
}
