import { rehearsalTools, type RehearsalTools } from '../rehearsal/sandbox';
import type { Stop } from '../shared/io';

/** A test is ended by its runner; Terraform ends with the process. */
const NEVER: Stop = { asked: new AbortController().signal, forced: new AbortController().signal };

let tools: Promise<RehearsalTools> | undefined;

/** Terraform for the sandboxes of tests, looked for once. @throws UserError when there is none */
export async function testTools(): Promise<RehearsalTools> {
  return await (tools ??= rehearsalTools(process.env, process.cwd(), NEVER));
}
