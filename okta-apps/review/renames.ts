import type { Plan, PlannedChange } from '../plan/plan';
import { isApp } from '../resources/resource-type';
import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { byText, field } from '../shared/json';

/** A stack with its plan. */
interface PlannedStack {
  readonly stack: string;
  readonly environment: string;
  readonly production: boolean;
  readonly rehearsal?: boolean;
  readonly plan?: Plan;
}

/** An app under another address: one resource is deleted or forgotten and one is created with the same client ID. */
export interface Rename {
  readonly environment: string;
  readonly clientId: string;
  readonly from: RenamedApp;
  readonly to: RenamedApp;
}

interface RenamedApp {
  readonly stack: string;
  readonly address: string;
  readonly production: boolean;
  /** Id in Okta, where the plan has it. */
  readonly id?: string;
  readonly label?: string;
}

/**
 * Apps that would be deleted and created again under another address, in one stack or in two of one environment. Terraform
 * deletes the app, and Okta may refuse to create it while the client ID is taken.
 */
export function renamesOf(stacks: readonly PlannedStack[], catalogue: Catalogue = CATALOGUE): readonly Rename[] {
  const [gone, made] = [appsOf(stacks, ['delete', 'forget'], catalogue), appsOf(stacks, ['create'], catalogue)];
  return [...made].flatMap(([key, to]) => {
    const from = gone.get(key);
    if (from === undefined) return [];
    const [environment = '', clientId = ''] = JSON.parse(key) as string[];
    return [{ environment, clientId, from, to }];
  });
}

/** Apps that plans delete, forget or create, by environment and client ID. A client ID that is hidden or not known yet is none. */
function appsOf(
  stacks: readonly PlannedStack[],
  kinds: readonly PlannedChange['kind'][],
  { typeOf }: Catalogue,
): ReadonlyMap<string, RenamedApp> {
  const apps = stacks.flatMap(({ stack, environment, production, rehearsal, plan }) =>
    (plan?.changes ?? [])
      .filter((change) => kinds.includes(change.kind) && change.deposed === undefined && isApp(typeOf(change.type)))
      .flatMap((change): (readonly [string, RenamedApp])[] => {
        const clientId = textOf(change, 'client_id');
        if (clientId === undefined) return [];
        // A rehearsal makes its own ids.
        const [id, label] = [rehearsal ? undefined : textOf(change, 'id'), textOf(change, 'label')];
        const known = { ...(id !== undefined && { id }), ...(label !== undefined && { label }) };
        return [[JSON.stringify([environment, clientId]), { stack, address: change.address, production, ...known }]];
      }),
  );
  return new Map(apps.sort(([a], [b]) => byText(a, b)));
}

function textOf({ before, after }: PlannedChange, attribute: string): string | undefined {
  const value = field(before ?? after ?? {}, attribute);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether the rename says all that there is to say of this address. */
export function isOfRename(
  renames: readonly Rename[],
  stack: string | undefined,
  address: string | undefined,
): boolean {
  return renames.some(({ from, to }) => [from, to].some((app) => app.stack === stack && app.address === address));
}
