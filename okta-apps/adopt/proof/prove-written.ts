import { readAssembly, readDocument } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { synthesize } from '../../project/run-app';
import { rehearsalTools } from '../../rehearsal/sandbox';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import type { JsonObject } from '../../shared/json';
import { counted, listed } from '../../shared/lists';
import { shown } from '../../shared/visible-text';
import type { SourceApp } from '../sources/source';
import { proveUnchanged, type ProofFault } from './prove-unchanged';

/** Apps that the files of the project declare now. */
export interface WrittenAdoption {
  readonly environment: string;
  /** Such as `storefront-prod`. */
  readonly stack: string;
  readonly apps: readonly SourceApp[];
  /** Trusted origins that are declared with them, as Okta answered them. */
  readonly origins: readonly JsonObject[];
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
  const documentIn = (name: string): JsonObject => {
    const stack = stacks.find((one) => one.name === name);
    if (stack === undefined) throw new UserError(`The code does not synthesize the stack ${name}; nothing was written`);
    return readDocument(stack);
  };
  for (const { environment, stack, apps, origins } of adoptions) {
    const ofOrigins = `origins-${environment}`;
    const trusted = origins.length > 0 && {
      trusted: { stack: ofOrigins, document: documentIn(ofOrigins), origins },
    };
    const document = documentIn(stack);
    io.stderr.write(`${stack}: proving that the first apply changes nothing in Okta\n`);
    const faults = await proveUnchanged({ stack, document, apps, ...trusted }, tools);
    if (faults.length > 0) texts.push(faultText(stack, { apps, origins }, faults));
  }
  if (texts.length > 0) {
    throw new UserError(`The first apply would change apps in Okta, so nothing was written:\n${texts.join('\n')}`);
  }
  const apps = adoptions.reduce((sum, one) => sum + one.apps.length, 0);
  const origins = adoptions.reduce((sum, one) => sum + one.origins.length, 0);
  const what = [counted(apps, 'app'), ...(origins > 0 ? [counted(origins, 'trusted origin')] : [])];
  return `Proven on a throwaway org: the first apply leaves ${listed(what)} as Okta has ${apps + origins === 1 ? 'it' : 'them'}.\n`;
}

function faultText(
  stack: string,
  { apps, origins }: Pick<WrittenAdoption, 'apps' | 'origins'>,
  faults: readonly ProofFault[],
): string {
  const names = new Map([
    ...apps.map(({ app }) => [app['id'], app['label']] as const),
    ...origins.map((origin) => [origin['id'], origin['origin']] as const),
  ]);
  const ids = [...new Set(faults.map(({ id }) => id))];
  return ids
    .flatMap((id) => [
      id === undefined ? `  ${stack}` : `  ${stack}: ${shown(names.get(id))} (${id})`,
      ...faults.filter((one) => one.id === id).map(({ text }) => `    ${text}`),
    ])
    .join('\n');
}
