import type { Answer } from './http';
import type { Json } from './sdk/go-json';
import { isJsonObject, parseJson } from './sdk/go-json';

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
