import type { OrgContext } from '../call';
import type { App } from '../records';
import type { Code } from './code';
import { declaredAs, matchText, settingsTable, signInLink } from './app-parts';
import { widePage } from './layout';
import { settingsOf } from './settings';

/** The page of an app: its settings, and what its clients asked for last. */
export function appPage(org: OrgContext, app: App, code: Code | undefined): string {
  const declared = declaredAs(app, code);
  const settings = settingsOf(org, app, declared);
  const parts = [
    matchText(settings, declared, code),
    `<p>${signInLink(app)}<a class="action" href="/">All apps</a></p>`,
    settingsTable(settings, code !== undefined),
  ];
  return widePage(app.label, parts.join('\n'));
}
