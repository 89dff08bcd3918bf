import { CallError } from '../../okta/call-error';
import type { Io } from '../../shared/io';
import { clientOf } from '../org-client';
import type { PreparedStack } from '../session';
import type { OrgObjects } from './twins';

/**
 * Apps and trusted origins of a stack's org, seen with the credential that applies it.
 *
 * @param wanted Whether those are asked for at all.
 * @returns Why they could not be seen, where they could not.
 */
export async function orgObjects(
  stack: PreparedStack,
  wanted: { readonly apps: boolean; readonly origins: boolean },
  io: Io,
): Promise<OrgObjects | CallError> {
  const { oidcApps, trustedOrigins } = await import('../../okta/existing.js');
  try {
    const client = await clientOf(stack, io);
    return {
      apps: wanted.apps ? await oidcApps(client) : [],
      origins: wanted.origins ? await trustedOrigins(client) : [],
    };
  } catch (error) {
    if (error instanceof CallError) return error;
    throw error;
  }
}
