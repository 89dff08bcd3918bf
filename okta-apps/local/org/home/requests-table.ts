import { maskerFor } from '../../../shared/masker';
import { clipped, visible } from '../../../shared/visible-text';
import type { App } from '../records';
import { adviceFor } from './advice';
import type { ClientRequest } from './client-requests';
import { table } from './layout';

/** What is said of a request that no app of the org made. */
const UNKNOWN = 'The request has no client ID of an app of this org. An app is known after its stack is applied.';

/**
 * Requests of clients, each with what it came to, and what to do when it failed: in Okta's words and in ours.
 *
 * @param app Whose requests they are. Its secrets are masked, wherever a client put them.
 */
export function requestsTable(caption: string, requests: readonly ClientRequest[], app?: App): string {
  const { mask } = maskerFor(app?.secrets.map(({ secret }) => secret) ?? []);
  const shown = (text: string) => clipped(mask(text));
  const rows = requests.map((request) => ({
    name: `${request.kind} ${request.at.toISOString().slice(11, 19)} UTC`,
    cells: [
      request.details.map(([name, value]) => shown(`${name} = ${value}`)),
      [shown(outcome(request)), ...adviceOn(request, app).map(visible)],
    ],
    differs: request.result.kind === 'error',
  }));
  return table(caption, ['Request', 'Asked for', 'What happened'], rows);
}

function outcome({ result, status }: ClientRequest): string {
  if (result.kind === 'page') return 'The user has not answered the page of the org yet.';
  if (result.kind === 'ok') return result.text;
  return `Refused (${status}): ${[result.error, result.description].filter((text) => text !== '').join(': ')}`;
}

function adviceOn({ result }: ClientRequest, app: App | undefined): readonly string[] {
  if (result.kind !== 'error') return [];
  const todo = app === undefined ? UNKNOWN : adviceFor(app, result);
  return todo === undefined ? [] : [todo];
}
