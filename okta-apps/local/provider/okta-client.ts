import type { Agent } from 'node:http';
import { isNativeError } from 'node:util/types';
import { maskerFor } from '../../shared/masker';
import { authorizationFrom, tokenRequest, type Credentials } from './credentials';
import { ProviderError } from './diagnostics';
import { send, type Answer, type Sending } from './http';
import { goJson, isJsonObject, parseJson, textAt, type Json } from './sdk/go-json';

/** Where and as whom one configured provider calls, and how long it is patient. */
export interface Target {
  /** Origin of the org, without a slash at the end. */
  readonly org: string;
  readonly credentials: Credentials;
  readonly maxRetries: number;
  readonly maxWaitSeconds: number;
}

/** What a call needs beside its method and path. */
export interface CallOptions {
  readonly body?: Json;
  /** Sent as the multipart field `file` instead of a JSON body. */
  readonly file?: { readonly name: string; readonly content: Buffer };
  readonly wording: Wording;
}

/** An answer in JSON, with its headers. */
export interface Result {
  readonly json: Json | undefined;
  readonly headers: Answer['headers'];
}

const FIRST_ERROR_STATUS = 300;

/** Calls the org of one configured provider. */
export class OktaClient {
  readonly #sending: Sending;
  #authorization: Promise<string> | undefined;
  #isClassic: Promise<boolean> | undefined;

  constructor(
    readonly target: Target,
    agent: Agent,
    signal: AbortSignal,
  ) {
    this.#sending = { agent, signal, maxRetries: target.maxRetries, maxWaitSeconds: target.maxWaitSeconds };
  }

  /** Whether requests carry an OAuth token: Okta's internal calls are not open to those. */
  get usesOAuth(): boolean {
    return this.target.credentials.kind !== 'apiToken';
  }

  /**
   * Makes a call.
   * @throws OktaError the org refused
   * @throws ProviderError the org did not answer
   */
  async call(method: string, path: string, options: CallOptions): Promise<Result> {
    const answer = await this.#send(method, path, options);
    if (answer.status >= FIRST_ERROR_STATUS) {
      throw new OktaError({ ...answer, body: this.#masked(answer.body, options.body) }, options.wording);
    }
    return { json: answer.body === '' ? undefined : parseJson(answer.body), headers: answer.headers };
  }

  /** The pages of a list, following `Link: …; rel="next"`. The host of a link does not matter. */
  async *pages(path: string, wording: Wording): AsyncGenerator<Json[]> {
    for (let next: string | undefined = path; next !== undefined;) {
      const { json, headers }: Result = await this.call('GET', next, { wording });
      if (Array.isArray(json)) yield json;
      next = nextPage(headers['link']);
    }
  }

  /** Everything in a list. */
  async list(path: string, wording: Wording): Promise<Json[]> {
    const all: Json[] = [];
    for await (const page of this.pages(path, wording)) all.push(...page);
    return all;
  }

  /** Whether the org is a Classic one. Asked once; an org that does not say is none. */
  isClassic(): Promise<boolean> {
    this.#isClassic ??= this.call('GET', '/.well-known/okta-organization', { wording: 'body' }).then(
      ({ json }) => textAt(json, 'pipeline') === 'v1',
      () => false,
    );
    return this.#isClassic;
  }

  /** What Okta said without the secrets that it was sent, should it ever repeat one. */
  #masked(said: string, sent: Json | undefined): string {
    const { credentials } = this.target;
    const token = credentials.kind === 'privateKey' ? '' : credentials.token;
    return maskerFor([textAt(sent, 'credentials.oauthClient.client_secret'), token]).mask(said);
  }

  async #send(method: string, path: string, { body, file }: CallOptions): Promise<Answer> {
    const headers: Record<string, string> = { accept: 'application/json', authorization: await this.#authorize() };
    const url = new URL(`${this.target.org}${path}`);
    const content = file === undefined ? jsonContent(body) : multipart(file);
    const outgoing = { method, url, headers: { ...headers, ...content?.headers } };
    try {
      return await send(content === undefined ? outgoing : { ...outgoing, body: content.body }, this.#sending);
    } catch (error) {
      throw unreachable(this.target.org, error);
    }
  }

  #authorize(): Promise<string> {
    const { credentials } = this.target;
    if (credentials.kind === 'apiToken') return Promise.resolve(`SSWS ${credentials.token}`);
    if (credentials.kind === 'accessToken') return Promise.resolve(`Bearer ${credentials.token}`);
    this.#authorization ??= this.#requestToken(credentials);
    return this.#authorization;
  }

  async #requestToken(credentials: Extract<Credentials, { kind: 'privateKey' }>): Promise<string> {
    const outgoing = await tokenRequest(this.target.org, credentials);
    const answer = await send(outgoing, this.#sending).catch((error: unknown) => {
      throw unreachable(this.target.org, error);
    });
    return authorizationFrom(answer);
  }
}

function unreachable(org: string, error: unknown): ProviderError {
  const why = isNativeError(error) ? error.message : String(error);
  return new ProviderError(`no answer from ${org}: ${why}`);
}

function jsonContent(body: Json | undefined): { headers: Record<string, string>; body: string } | undefined {
  if (body === undefined) return undefined;
  return { headers: { 'content-type': 'application/json' }, body: goJson(body) };
}

function multipart({ name, content }: { name: string; content: Buffer }): {
  headers: Record<string, string>;
  body: Buffer;
} {
  const boundary = `----okta-apps-${content.length}-${Date.now()}`;
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body };
}

const NEXT_LINK = /<([^>]*)>\s*;\s*rel="next"/;

function nextPage(link: string | string[] | undefined): string | undefined {
  const text = Array.isArray(link) ? link.join(', ') : (link ?? '');
  const found = text.split(/,\s*(?=<)/).map((part) => NEXT_LINK.exec(part)?.[1]);
  const next = found.find((candidate) => candidate !== undefined);
  if (next === undefined) return undefined;
  const { pathname, search } = new URL(next, 'http://next.invalid');
  return `${pathname}${search}`;
}

/**
 * The two ways in which okta/okta words a refusal, depending on which of Okta's SDKs made the call: `status` only says
 * the status line, `body` what Okta said.
 */
export type Wording = 'status' | 'body';

/** A request that Okta refused, or that did not reach it. */
export class OktaError extends Error {
  override readonly name = 'OktaError';
  /** What Okta said, for people: its summary and one line per cause. */
  readonly detail: string;
  readonly status: number;
  readonly statusLine: string;

  constructor(answer: Answer, wording: Wording) {
    const said = readError(answer);
    super(wording === 'status' ? answer.statusLine : bodyText(said));
    this.detail = detailOf(said);
    this.status = answer.status;
    this.statusLine = answer.statusLine;
  }
}

interface Said {
  readonly code: string;
  readonly summary: string;
  readonly causes: readonly string[];
}

const BEARER_ERROR = /error="([^"]*)".*error_description="([^"]*)"/;

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function readError({ body, headers }: Answer): Said {
  const json = parseJson(body);
  if (isJsonObject(json)) {
    const causes = Array.isArray(json['errorCauses']) ? json['errorCauses'] : [];
    return {
      code: text(json['errorCode']) || text(json['error']),
      summary: text(json['error_description']) || text(json['errorSummary']),
      causes: causes.map((cause) => (isJsonObject(cause) ? text(cause['errorSummary']) : '')),
    };
  }
  const [, code = '', summary = ''] = BEARER_ERROR.exec(String(headers['www-authenticate'] ?? '')) ?? [];
  return { code, summary, causes: [] };
}

function bodyText({ summary, causes }: Said): string {
  if (summary === '') return 'the API returned an unknown error';
  const because = causes.map((cause) => `errorSummary: ${cause}`).join(', ');
  return `the API returned an error: ${summary}${because === '' ? '' : `. Causes: ${because}`}`;
}

function detailOf({ code, summary, causes }: Said): string {
  if (summary === '') return '';
  const first = `Okta said${code === '' ? '' : ` ${code}`}: ${summary}`;
  return [first, ...causes.map((cause) => `- ${cause}`)].join('\n');
}
