import { withoutKeys } from '../../plan/address';
import type { Plan, PlannedChange } from '../../plan/plan';
import type { Catalogue } from '../../resources/catalogue';
import { isApp } from '../../resources/resource-type';
import { field, textField } from '../../shared/json';
import { labelOf } from '../change-rules/change-subject';
import { blockOf, modulePrefix } from './block-of';

/** The app that a resource is a part of, such as the app of a group assignment. */
export interface OwningApp {
  readonly address: string;
  readonly app?: string;
}

const REFERENCE = /^\$\{([a-z]\w*\.[A-Za-z_][\w-]*)\.id\}$/;

/**
 * A function that finds the app a change belongs to: by the ID in `app_id`, or, because a new app has none yet, by what
 * the document refers to there.
 */
export function owningAppsIn(
  plan: Plan | undefined,
  document: unknown,
  { typeOf }: Catalogue,
): (change: PlannedChange) => OwningApp | undefined {
  const apps = (plan?.changes ?? []).filter(({ type }) => isApp(typeOf(type)));
  const byId = new Map(apps.map((app) => [field(app.before ?? {}, 'id'), app]));
  const byAddress = new Map(apps.map((app) => [app.address, app]));
  return (change) => {
    const id = field(change.after ?? change.before ?? {}, 'app_id');
    if (id === undefined) return undefined;
    const [, referred = ''] = REFERENCE.exec(textField(blockOf(document, change.address), 'app_id') ?? '') ?? [];
    const app =
      (typeof id === 'string' ? byId.get(id) : undefined) ?? byAddress.get(modulePrefix(change.address) + referred);
    if (app === undefined || withoutKeys(app.address) === withoutKeys(change.address)) return undefined;
    const label = labelOf(app);
    return { address: app.address, ...(label !== undefined && { app: label }) };
  };
}
