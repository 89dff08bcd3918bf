import { escapeHtml } from '../../../shared/html';
import type { User } from '../records';

/** Pages: text in, HTML out. Labels, URIs and names are not trusted, so all of them are escaped. */

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;display:grid;place-items:start center;min-height:100vh;padding:4rem 1rem;box-sizing:border-box;background:Canvas;color:CanvasText}
main{width:100%;max-width:24rem}
h1{font-size:1.4rem;line-height:1.3;margin:0 0 .25rem;overflow-wrap:anywhere}
p{margin:.25rem 0 1rem;overflow-wrap:anywhere}
label{display:block;margin:1rem 0 .25rem}
input{width:100%;box-sizing:border-box;font:inherit;padding:.5rem}
button{font:inherit;padding:.5rem 1rem;margin-top:1rem;cursor:pointer}
ul{list-style:none;padding:0}
h2{font-size:1.1rem;margin:2rem 0 .5rem;overflow-wrap:anywhere}
form+p{margin-top:1.5rem}
li button{width:100%;margin-top:.5rem;text-align:left}
[role=alert]{border-left:4px solid #c4314b;padding-left:.75rem}`;

/** Nothing is loaded and no script runs, so that what an app is called can do nothing here. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

export interface SignInPage {
  /** The label of the app that asked. */
  readonly app: string;
  /** Where the form goes. */
  readonly action: string;
  /** Who may use the app. */
  readonly users: readonly User[];
  /** Other users of the org, for whom the sign-in ends with Okta's error. */
  readonly unassigned: readonly User[];
  /** What was wrong with the last try. */
  readonly problem?: string;
  /** What the app proposes as the user's name. */
  readonly hint?: string;
}

export function signInPage({ app, action, users, unassigned, problem, hint = '' }: SignInPage): string {
  return page(
    `Sign in to ${app}`,
    `<p>This is a local org. It accepts any password except <code>wrong</code>.</p>
${problem === undefined ? '' : `<p role="alert">${escapeHtml(problem)}</p>`}
<form method="post" action="${escapeHtml(action)}">
<label for="identifier">Username</label>
<input id="identifier" name="identifier" autocomplete="username" required autofocus value="${escapeHtml(hint)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="off">
<button>Sign in</button>
</form>
${choiceOf('Or sign in as:', action, users)}
${choiceOf('Not assigned to this app:', action, unassigned)}`,
  );
}

/** One form for each user, because a button without a script can only send its own. */
function choiceOf(title: string, action: string, users: readonly User[]): string {
  if (users.length === 0) return '';
  const forms = users.map(
    ({ profile }) => `<li><form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="identifier" value="${escapeHtml(profile.login)}"><input type="hidden" name="password" value="">
<button>${escapeHtml(`${profile.firstName} ${profile.lastName}`)}<br><small>${escapeHtml(profile.login)}</small></button></form></li>`,
  );
  return `<p>${title}</p>\n<ul>\n${forms.join('\n')}\n</ul>`;
}

export interface ConsentPage {
  readonly app: string;
  readonly action: string;
  readonly login: string;
  readonly scopes: readonly string[];
}

export function consentPage({ app, action, login, scopes }: ConsentPage): string {
  return page(
    `${app} asks for access`,
    `<p>Signed in as ${escapeHtml(login)}. The app asks for:</p>
<ul>${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul>
<form method="post" action="${escapeHtml(action)}">
<button name="answer" value="allow">Allow access</button>
<button name="answer" value="deny">Don't allow</button>
</form>`,
  );
}

/** @param title what happened, in a few words */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escapeHtml(text)}</p>`);
}

/**
 * A page of the org.
 * @param body HTML, of which everything that is not ours went through `escapeHtml`
 * @param style what it needs beside the style of all pages
 */
export function page(title: string, body: string, style = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}${style}</style></head>
<body><main>
<h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>
`;
}
