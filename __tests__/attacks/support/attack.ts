import type { JsonObject } from '../../../okta-apps/shared/json';

/** A hostile change, what it adds to a document with one app, and where it must be found. */
export interface Attack {
  readonly name: string;
  readonly app?: object;
  readonly more?: JsonObject;
  readonly found: string;
}

export const BILLING = 'okta_app_oauth.billing';

/** The app gets this group. */
export function assigned(id: string): JsonObject {
  return {
    resource: {
      okta_group: { staff: { name: 'Staff' } },
      okta_app_group_assignments: { billing: { app_id: '${okta_app_oauth.billing.id}', group: [{ id }] } },
    },
  };
}
