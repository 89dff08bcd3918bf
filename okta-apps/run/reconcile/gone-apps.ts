import { CallError } from '../../okta/call-error';
import { APP_OAUTH } from '../../resources/app-oauth';
import { inFolder } from '../../terraform/state-diagnostics';
import { stateObjects } from '../../terraform/state-objects';
import type { Io } from '../../shared/io';
import { orgObjects } from './org-objects';
import type { PlanResult } from '../plan-stacks';
import type { Session } from '../session';

const GONE = /failed to get OAuth application: 404 Not Found/;

/**
 * What to do about plans that failed because an app of their state is not in Okta any more: okta/okta does not name the
 * app when it is not in the code either, and that is so after an apply whose answer to the deletion was lost.
 */
export async function goneApps(
  { runner }: Session,
  results: readonly PlanResult[],
  io: Io,
): Promise<readonly string[]> {
  const failed = results.filter(
    (result) => 'failure' in result && result.failure.diagnostics.some(({ summary }) => GONE.test(summary)),
  );
  const texts = await Promise.all(
    failed.map(async ({ stack }) => {
      const org = await orgObjects(stack, { apps: true, origins: false }, io);
      if (org instanceof CallError) return [];
      const there = new Set(org.apps.map(({ id }) => id));
      const known = (await stateObjects(runner, stack.run)) ?? [];
      const gone = known.filter(({ type, id }) => type === APP_OAUTH.name && !there.has(id));
      if (gone.length === 0) return [];
      const terraform = inFolder({ folder: stack.run.folder, command: runner.binary.command });
      return [goneText(stack.name, gone, terraform)];
    }),
  );
  return texts.flat();
}

function goneText(stack: string, gone: readonly { address: string; id: string }[], terraform: string): string {
  const named = gone.map(({ address, id }) => `${address} (${id})`).join(', ');
  const addresses = gone.map(({ address }) => (/^[\w.-]+$/.test(address) ? address : `'${address}'`)).join(' ');
  return [
    `${stack}: the state knows what Okta does not have any more: ${named}. An apply that was cut may have deleted it`,
    'and not have heard of it. If it was meant to go, or is to be made anew, take it out of the state and apply again:',
    `  ${terraform} state rm ${addresses}`,
    '',
  ].join('\n');
}
