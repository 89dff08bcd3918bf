import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The last commit of the pull request that the fake of GitHub has. */
export const HEAD = 'a'.repeat(40);

/** What GitHub tells a workflow "on: pull_request". */
export function pullEvent(head = HEAD, repository = 'acme/apps'): string {
  return JSON.stringify({ pull_request: { number: 12, head: { sha: head, repo: { full_name: repository } } } });
}

/** Writes the event to a file as GitHub does. @returns the variable that names it */
export function pullEventFile(folder: string, event = pullEvent()): { readonly GITHUB_EVENT_PATH: string } {
  const file = join(folder, 'pull-request.json');
  writeFileSync(file, event);
  return { GITHUB_EVENT_PATH: file };
}
