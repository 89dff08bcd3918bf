import { inner } from '../../../shared/json';
import { SENSITIVE, maskerFor } from '../../../shared/masker';
import { withoutUserInfo } from '../../../shared/visible-text';
import type { Answer } from '../call';
import type { Asked } from './read-request';

/** What a request came to. */
export type Result =
  /** The user has to sign in or to consent first. */
  | { readonly kind: 'page'; readonly id: string }
  | { readonly kind: 'ok'; readonly text: string }
  /** In Okta's words. */
  | { readonly kind: 'error'; readonly error: string; readonly description: string };

/** Reads what was answered. No secret of the request is in it, even where an error repeats one. */
export function readAnswer(answer: Answer, asked: Asked): Result {
  const location = answer.headers?.['location'];
  const result = typeof location === 'string' ? ofRedirect(location) : ofBody(answer);
  if (result.kind !== 'error' || asked.secrets.length === 0) return result;
  const { mask } = maskerFor(asked.secrets);
  return { ...result, error: mask(result.error), description: mask(result.description) };
}

/** A value of a request without the secrets of that request. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, SENSITIVE), withoutUserInfo(text));
  return known.replace(PROOF, `$1${SENSITIVE}`);
}

/** A parameter in a URI that proves something: it is in a redirect URI that was copied from an address bar. */
const PROOF = /([?&#](?:code|token|[\w-]*_token|[\w-]*secret|password)=)[^&#]*/gi;

function ofRedirect(location: string): Result {
  const page = /\/signin\/(?:org|default)\/([\w-]+)$/.exec(location)?.[1];
  if (page !== undefined) return { kind: 'page', id: page };
  const [uri = '', sent = ''] = location.split(/[?#](.*)/s);
  // The query of the redirect URI comes before what is added to it, which may be behind a `#`.
  const parameters = new URLSearchParams(sent.replace('#', '&'));
  return ofParameters(uri, parameters);
}

function ofParameters(uri: string, parameters: URLSearchParams): Result {
  const error = parameters.get('error');
  if (error !== null) return { kind: 'error', error, description: parameters.get('error_description') ?? '' };
  const got = ['code', 'id_token', 'access_token'].filter((name) => parameters.has(name));
  return { kind: 'ok', text: `${got.length === 0 ? '' : `${got.join(', ')} `}sent to ${withoutUserInfo(uri)}` };
}

function ofBody({ status, body, bytes }: Answer): Result {
  const text = bytes?.toString('utf8') ?? JSON.stringify(body ?? {});
  if (/^\s*<!doctype html>/i.test(text)) return ofPage(status, text);
  if (status < 400) return { kind: 'ok', text: 'answered' };
  const content = contentOf(text);
  const [error, description] = ['error', 'error_description'].map((name) => inner(content, name));
  return {
    kind: 'error',
    error: typeof error === 'string' ? error : `status ${status}`,
    description: typeof description === 'string' ? description : '',
  };
}

/** A page of ours that refuses something, or a form that the browser sends to the app (`response_mode=form_post`). */
function ofPage(status: number, page: string): Result {
  const action = /<form method="post" action="([a-z][a-z0-9+.-]*:[^"]*)"/i.exec(page)?.[1];
  if (action !== undefined) {
    const inputs = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    return ofParameters(
      unescaped(action),
      new URLSearchParams(inputs.map(([, name = '', value = '']): [string, string] => [name, unescaped(value)])),
    );
  }
  if (status < 400) return { kind: 'ok', text: 'page shown' };
  const alert = /<p role="alert">([^<]*)</.exec(page)?.[1];
  if (alert !== undefined) return { kind: 'error', error: 'not signed in', description: unescaped(alert) };
  const said = unescaped(/<h1>[^<]*<\/h1>\s*<p>([^<]*)</.exec(page)?.[1] ?? '');
  const [, description = said, error = `status ${status}`] = /^(.*) \((\w+)\)$/s.exec(said) ?? [];
  return { kind: 'error', error, description };
}

function unescaped(html: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return html.replace(/&(?:#(\d+)|(\w+));/g, (all, code?: string, name = '') =>
    code === undefined ? (names[name as string] ?? all) : String.fromCharCode(Number(code)),
  );
}

/** JSON, or undefined for what is none. */
export function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
