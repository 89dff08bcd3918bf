import path from 'node:path';
import type { ReadCode } from '../local/org/home/code';
import { findProject } from '../project/find-project';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { readCodeOf } from './code-of-org';
import { orgFolderOf, startLocalOrg, type OpenOrg } from './local-org';

export interface OrgOptions {
  readonly port?: string;
  readonly data?: string;
  readonly json?: boolean;
}

/** `okta-apps org`: runs until it is asked to stop. @returns 0 */
export async function runOrg({ port, data, json }: OrgOptions, io: Io): Promise<number> {
  const folder = data === undefined ? await orgFolderOf(io.cwd) : path.resolve(io.cwd, data);
  const code = codeIn(io.cwd);
  const org = await startLocalOrg(folder, 'org', {
    ...(port !== undefined && { port: portNumber(port) }),
    ...(code !== undefined && { code }),
  });
  try {
    // The token may be in the environment from an earlier start. It is printed all the same: that is its use.
    const stdout = io.unmasked ?? io.stdout;
    stdout.write(json ? readyLine(org) : readyText(org, path.relative(io.cwd, folder) || '.'));
    await asked(io.stop.asked);
    if (!json) io.stdout.write('Stopped; the next start on the same folder continues from here.\n');
  } finally {
    await org.close();
  }
  return 0;
}

/** What the org's pages show of a project's code. The org runs without a project, too. */
function codeIn(folder: string): ReadCode | undefined {
  try {
    return readCodeOf(findProject(folder));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UserError(`--port must be a number from 0 to 65535, got "${text}"; 0 picks any free port`);
}

function readyLine({ url, token, reattach }: OpenOrg): string {
  return `${JSON.stringify({ url, token, reattach })}\n`;
}

function readyText({ url, token, reattach }: OpenOrg, folder: string): string {
  return `A local Okta org answers at ${url} (data in ${folder}). Ctrl-C ends it.

okta-apps plan and apply find it by themselves. For plain cdktf or terraform, in another terminal:

  export OKTA_ENV=local
  export OKTA_HTTP_PROXY='${url}'
  export OKTA_API_TOKEN='${token}'
  export TF_REATTACH_PROVIDERS='${JSON.stringify(reattach)}'
  cdktf deploy <stack> --skip-provider-lock

`;
}

function asked(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
