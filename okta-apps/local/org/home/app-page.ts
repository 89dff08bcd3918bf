import type { OrgContext } from '../call';
import type { App } from '../records';
import { declaredAs, matchText, settingsTable, signInLink, initiateAction } from './app-parts';
import type { ClientRequest } from './client-requests';
import type { Code } from './code';
import { widePage } from './layout';
import { requestsTable } from './requests-table';
import { settingsOf } from './settings';

/** What the page of an app shows beside the app itself. */
export interface AppContent {
  /** Undefined when the org runs without a project. */
  readonly code: Code | undefined;
  readonly requests: readonly ClientRequest[];
}

/** The page of an app: what its clients asked for last, and its settings. */
export function appPage(org: OrgContext, app: App, { code, requests }: AppContent): string {
  const declared = declaredAs(app, code);
  const settings = settingsOf(org, app, declared);
  const parts = [
    matchText(settings, declared, code),
    `<p>${signInLink(app)}${initiateAction(app)}<a class="action" href="/">All apps</a></p>`,
    requests.length === 0
      ? '<p class="note">Its clients have made no request since the org started.</p>'
      : requestsTable('The last requests of its clients, newest first', requests, app),
    settingsTable(settings, code !== undefined),
  ];
  return widePage(app.label, parts.join('\n'));
}
