import path from 'node:path';
import { readAssembly, readDocument, type AssembledStack } from '../project/assembly';
import { chooseStacks } from '../project/choose-stacks';
import { findProject, type Project } from '../project/find-project';
import { synthesize } from '../project/run-app';
import { readPlaces } from '../project/stack-places';
import { codeUrlOf } from '../run/code-links';
import { today } from '../shared/day';
import type { Io } from '../shared/io';
import { counted } from '../shared/lists';
import { ownVersion } from '../shared/own-package';
import type { SourcePlace } from '../shared/source-places';
import { inventoryApps, type InventoryApp } from './declared';
import { inventoryPage } from './inventory-page';
import { writePage } from './write-page';

export interface InventoryOptions {
  readonly env?: string;
  readonly out: string;
  readonly skipSynth?: boolean;
}

/**
 * `okta-apps inventory`: one page of all declared apps. It needs no credential and makes no request.
 *
 * @returns 0
 * @throws UserError when the code cannot be synthesized, or the page cannot be written.
 */
export async function writeInventory({ env, out, skipSynth }: InventoryOptions, io: Io): Promise<number> {
  const project = findProject(io.cwd);
  if (skipSynth !== true) await synthesize(project, { environments: env, stdout: io.stderr }, io);
  const stacks = chooseStacks(readAssembly(project.outdir, project.output, io.stderr), [], env ?? io.env['OKTA_ENV']);
  const apps = stacks.flatMap((stack) => appsIn(stack, io));
  const linkOf = (await codeUrlOf(io)) ?? fileLinks(project, path.resolve(io.cwd, out));
  const page = inventoryPage(apps, { today: today(), version: ownVersion(), linkOf });
  await writePage(page, out, io.cwd);
  io.stdout.write(`${out}: ${counted(apps.length, 'app')} of ${counted(stacks.length, 'stack')}\n`);
  return 0;
}

function appsIn(stack: AssembledStack, io: Pick<Io, 'stderr'>): readonly InventoryApp[] {
  const places = readPlaces(stack.folder);
  if (places === 'unreadable')
    io.stderr.write(`${stack.name}: the lines of code are not known, because its places file cannot be read\n`);
  return inventoryApps(stack, readDocument(stack), places === 'unreadable' ? undefined : places);
}

/** A link from the page to a file of this machine, relative to the folder that the page is in. */
function fileLinks({ folder }: Project, out: string): (place: SourcePlace) => string {
  const from = path.dirname(out);
  return ({ file }) => path.relative(from, path.join(folder, file)).split(path.sep).map(encodeURIComponent).join('/');
}
