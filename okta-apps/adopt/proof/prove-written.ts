import { readAssembly, readDocument } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { synthesize } from '../../project/run-app';
import { rehearsalTools } from '../../rehearsal/sandbox';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { inner } from '../../shared/json';
import { counted } from '../../shared/lists';
import { shown } from '../../shared/visible-text';
import type { SourceApp } from '../sources/source';
import { proveUnchanged, type ProofFault } from './prove-unchanged';

/** Apps that the files of the project declare now. */
export interface WrittenAdoption {
  readonly environment: string;
  /** Such as `storefront-prod`. */
  readonly stack: string;
  readonly apps: readonly SourceApp[];
}

/**
 * Synthesizes the project with the files that were written, and proves for each stack that its first apply changes nothing
 * in Okta.
 *
 * @returns What to tell the user.
 * @throws UserError that names each app with every field that would change
 */
export async function proveWritten(project: Project, adoptions: readonly WrittenAdoption[], io: Io): Promise<string> {
  const environments = [...new Set(adoptions.map(({ environment }) => environment))].join(',');
  await synthesize(project, { environments, stdout: io.stderr }, io);
  const stacks = readAssembly(project.outdir, project.output, io.stderr);
  const tools = await rehearsalTools(io.env, project.folder, io.stop);
  const texts: string[] = [];
  for (const { stack: name, apps } of adoptions) {
    const stack = stacks.find((one) => one.name === name);
    if (stack === undefined) throw new UserError(`The code does not synthesize the stack ${name}; nothing was written`);
    io.stderr.write(`${name}: proving that the first apply changes nothing in Okta\n`);
    const faults = await proveUnchanged({ stack: name, document: readDocument(stack), apps }, tools);
    if (faults.length > 0) texts.push(faultText(name, apps, faults));
  }
  if (texts.length > 0) {
    throw new UserError(`The first apply would change apps in Okta, so nothing was written:\n${texts.join('\n')}`);
  }
  const count = adoptions.reduce((sum, { apps }) => sum + apps.length, 0);
  return `Proven on a throwaway org: the first apply leaves ${counted(count, 'app')} as Okta has ${count === 1 ? 'it' : 'them'}.\n`;
}

function faultText(stack: string, apps: readonly SourceApp[], faults: readonly ProofFault[]): string {
  const labels = new Map(apps.map(({ app }) => [app['id'], inner(app, 'label')]));
  const ids = [...new Set(faults.map(({ appId }) => appId))];
  return ids
    .flatMap((id) => [
      id === undefined ? `  ${stack}` : `  ${stack}: ${shown(labels.get(id))} (${id})`,
      ...faults.filter(({ appId }) => appId === id).map(({ text }) => `    ${text}`),
    ])
    .join('\n');
}
