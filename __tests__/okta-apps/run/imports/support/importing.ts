import type { LocalOrg } from '../../../../../okta-apps/local/org/server';
import { keepImports, type KeptImports } from '../../../../../okta-apps/run/imports/kept-imports';
import type { PreparedStack } from '../../../../../okta-apps/run/prepared-stack';
import type { Session } from '../../../../../okta-apps/run/session';
import type { Io } from '../../../../../okta-apps/shared/io';
import type { SavedPlan } from '../../../../../okta-apps/terraform/saved-plan';

const SESSION = { runner: { binary: { command: 'terraform' } } } as Session;

function stackOf(org: LocalOrg): PreparedStack {
  return {
    name: 'shop-local',
    purpose: 'apply',
    manifest: { local: true },
    run: {
      folder: 'cdktf.out/run/shop-local',
      env: { OKTA_HTTP_PROXY: org.url, OKTA_API_TOKEN: org.token },
      secrets: [],
    },
  } as unknown as PreparedStack;
}

/** One entry of `resource_changes` of a plan. */
export interface PlannedChange {
  readonly type: string;
  readonly address: string;
  readonly change: object;
}

/** The plan of an import that an update follows. */
export function importOf(type: string, id: string, before: object, after: object): PlannedChange {
  return {
    type,
    address: `${type}.web`,
    change: { actions: ['update'], importing: { id }, before: { id, ...before }, after: { id, ...after } },
  };
}

/** Keeps what a plan imports; the apply is what a test does then. @throws what is refused */
export async function keptOf(
  org: LocalOrg,
  changes: readonly PlannedChange[],
  stderr: string[] = [],
): Promise<KeptImports> {
  const plan = { json: { resource_changes: changes } } as unknown as SavedPlan;
  const io = { env: {}, stderr: { write: (text: string) => stderr.push(text) } } as unknown as Io;
  const kept = await keepImports(SESSION, { stack: stackOf(org), plan }, io);
  if ('reason' in kept) throw new Error(kept.message);
  return kept;
}
