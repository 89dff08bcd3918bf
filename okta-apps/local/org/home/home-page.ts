import { counted } from '../../../shared/lists';
import type { OrgContext } from '../call';
import type { App } from '../records';
import { escapeHtml } from '../../../shared/html';
import { declaredAs, matchText, settingsTable, signInLink, initiateAction } from './app-parts';
import type { Code } from './code';
import type { ClientRequest } from './client-requests';
import { requestsTable } from './requests-table';
import { originText, widePage } from './layout';
import { settingsOf } from './settings';

/** How many apps one page shows. */
const MOST = 50;

/** What the home page shows beside the org itself. */
export interface HomeContent {
  /** Undefined when the org runs without a project. */
  readonly code: Code | undefined;
  /** Requests that name no app of the org. */
  readonly lost: readonly ClientRequest[];
  /** The number of the first app that is shown. */
  readonly from: number;
}

/**
 * The home page of an org: its apps with their settings as they are at the moment, and what the code says of them.
 */
export function homePage(org: OrgContext, { code, lost, from }: HomeContent): string {
  const apps = appsOf(org);
  const users = org.state.users.all().length;
  const intro =
    `<p>A local Okta org, for Terraform and for signing in. Its issuer is <code>${escapeHtml(org.url())}</code>. ` +
    `It has ${counted(apps.length, 'app')} and ${counted(users, 'user')}.</p>`;
  const shown = apps.slice(from, from + MOST);
  const parts = [
    intro,
    ...(code === undefined ? [NO_CODE] : code.notes.map((text) => `<p class="differs">${escapeHtml(text)}</p>`)),
    ...missing(apps, code),
    ...shown.map((app) => section(org, app, code)),
    ...otherPages(apps.length, from),
    ...(lost.length === 0
      ? []
      : [`<section>${requestsTable('Requests that name no app of this org', lost)}</section>`]),
  ];
  return widePage('Local Okta org', parts.join('\n'));
}

const NO_CODE =
  '<p class="note">The org runs outside a project, so it does not know which code declares its apps. ' +
  'Start <code>okta-apps org</code> in the folder of a project to see it.</p>';

/** The apps that users sign in to. */
function appsOf({ state }: OrgContext): readonly App[] {
  return state.apps.all().filter(({ settings }) => settings.oauthClient.application_type !== 'service');
}

function section(org: OrgContext, app: App, code: Code | undefined): string {
  const declared = declaredAs(app, code);
  const settings = settingsOf(org, app, declared);
  const label = escapeHtml(app.label);
  return `<section><h2>${label}</h2>
${matchText(settings, declared, code)}
<p>${signInLink(app)}${initiateAction(app)}<a class="action" href="/apps/${app.id}">Requests<span class="for"> of ${label}</span></a></p>
${settingsTable(settings, code !== undefined)}</section>`;
}

/** Apps that no apply has created, or that are gone from the org. */
function missing(apps: readonly App[], code: Code | undefined): readonly string[] {
  const ids = new Set(apps.map(({ id }) => id));
  const names = (code?.apps ?? [])
    .filter(({ id }) => id === undefined || !ids.has(id))
    .map(({ label, attributes }) => {
      const from = attributes['label']?.from;
      return from === undefined ? label : `${label}, ${originText(from)}`;
    });
  if (names.length === 0) return [];
  const listItems = names.map((name) => `<li>${escapeHtml(name)}</li>`).join('');
  return [
    `<p class="differs">Declared, but not in this org. Apply the stacks: <code>okta-apps apply --env local</code></p><ul>${listItems}</ul>`,
  ];
}

function otherPages(count: number, from: number): readonly string[] {
  const link = (start: number, text: string) => `<a class="action" href="/?from=${start}">${text}</a>`;
  const links = [
    ...(from > 0 ? [link(Math.max(0, from - MOST), 'Previous apps')] : []),
    ...(from + MOST < count ? [link(from + MOST, 'Next apps')] : []),
  ];
  return links.length === 0 ? [] : [`<p>${links.join(' ')}</p>`];
}
