import { openClient } from '../okta-apps/okta/client';
import { withLostSettings } from '../okta-apps/run/lost-settings';
import type { PlanResult } from '../okta-apps/run/plan-stacks';
import { appBody } from './app-body';
import type { Ratio } from './measure';
import { withOrg } from './okta';

const APPS = 100;

/** Requests that reading the apps before an update adds, for each changed app. */
export async function reads(): Promise<Ratio[]> {
  return await withOrg(async (org) => {
    const headers = { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' };
    const ids: string[] = [];
    for (let n = 0; n < APPS; n++) {
      const body = JSON.stringify(appBody(`app-${n}`));
      const answer = await fetch(`${org.url}/api/v1/apps`, { method: 'POST', headers, body });
      ids.push(((await answer.json()) as { id: string }).id);
    }
    const before = org.requests().length;
    const client = openClient(org.url, { type: 'api-token', token: org.token });
    const stack = { stack: 'reads-dev', environment: 'dev', production: false };
    await withLostSettings(stack, planOf(ids), false, () => Promise.resolve(client));
    const value = (org.requests().length - before) / APPS;
    const name = `reading ${APPS} apps before their update, beside one request for each`;
    return [{ name, value, baseline: 1, unit: 'requests per app', limit: 1 }];
  });
}

/** A plan that changes the label of each app; the rest of a result is not looked at. */
function planOf(ids: readonly string[]): PlanResult {
  const changes = ids.map((id, n) => ({
    address: `okta_app_oauth.app-${n}`,
    type: 'okta_app_oauth',
    change: { actions: ['update'], before: { id, label: 'old' }, after: { id, label: 'new' } },
  }));
  return { plan: { json: { resource_changes: changes } } } as unknown as PlanResult;
}
