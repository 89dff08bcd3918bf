import { listed } from '../../../shared/lists';
import type { App } from '../records';
import { escapeHtml } from '../../../shared/html';
import type { Code, DeclaredApp } from './code';
import { initiateLink, whyNotInitiated } from './initiate';
import { originText, REMARK, table } from './layout';
import type { Setting } from './settings';
import { whyNotTried } from './trial-party';

/** What the pages say of one app. */

/** What the code says of an app of the org. */
export function declaredAs({ id }: App, code: Code | undefined): DeclaredApp | undefined {
  return code?.apps.find((app) => app.id === id);
}

/** Whether the app is as the code declares it, in a sentence. @param code undefined when the org runs without a project */
export function matchText(
  settings: readonly Setting[],
  declared: DeclaredApp | undefined,
  code: Code | undefined,
): string {
  if (code === undefined) return '';
  if (declared === undefined) return '<p class="differs">No stack of this project declares this app.</p>';
  const others = settings.filter((setting) => setting.declared !== undefined).map(({ name }) => name);
  if (others.length === 0) return '<p class="note">The last apply matches the code.</p>';
  return `<p class="differs">Differs from the code: ${escapeHtml(listed(others))}. Apply the stacks: <code>okta-apps apply --env local</code></p>`;
}

/** The settings of an app in a table, with where each comes from. */
export function settingsTable(settings: readonly Setting[], hasCode: boolean): string {
  const rows = settings
    .filter(({ values, declared = [] }) => values.length > 0 || declared.length > 0)
    .map(({ name, values, declared, from }) => ({
      name,
      cells: [
        declared === undefined
          ? values
          : [...values, `The code says: ${declared.length === 0 ? 'nothing' : declared.join(', ')}`],
        ...(hasCode ? [[from === undefined ? 'not set in the code' : originText(from)]] : []),
      ],
      differs: declared !== undefined,
    }));
  return table('Settings', ['Setting', 'Value in this org', ...(hasCode ? [REMARK] : [])], rows);
}

/** The link that signs in to an app, or why there is none. */
export function signInLink(app: App): string {
  const why = whyNotTried(app);
  if (why !== undefined) return `<span class="note">No sign-in from here: ${escapeHtml(why)}</span><br>`;
  return `<a class="action" href="/apps/${app.id}/sign-in">Sign in<span class="for"> to ${escapeHtml(app.label)}</span></a>`;
}

/** The link that starts a sign-in as Okta's dashboard does; empty where the app does not take part. */
export function initiateAction(app: App): string {
  if (whyNotInitiated(app) !== undefined) return '';
  return `<a class="action" href="${initiateLink(app)}">Start at Okta<span class="for"> for ${escapeHtml(app.label)}</span></a>`;
}
