import { headOf, masked } from '../shared/known-secrets';
import { lineSplitter } from '../terraform/child';

/** An answer of Okta of status 400 or above, as the provider logs it. */
export interface OktaAnswer {
  /** When it was logged, in milliseconds since 1970. */
  readonly at: number;
  readonly status: number;
  /** Path of the request, such as `/api/v1/apps/0oa1`; undefined when its line did not come. */
  readonly path?: string;
  /** What Okta says is wrong. */
  readonly causes: readonly string[];
}

/** Reads the log of a provider as it comes, and keeps of it nothing but refusals of Okta. */
export interface ProviderLog {
  readonly write: (text: string) => void;
  /** What was refused, once the log is at its end. */
  readonly end: () => readonly OktaAnswer[];
  /** Okta's ids of the requests that may have changed something, by which Okta's support and system log find them. */
  readonly requestIds: () => readonly string[];
}

/**
 * The environment that makes a provider log to Terraform's stderr, and nothing log to a file.
 *
 * @see https://developer.hashicorp.com/terraform/internals/debugging
 */
export function loggingEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  const rest = Object.entries(env).filter(([name]) => !name.startsWith('TF_LOG'));
  return { ...Object.fromEntries(rest), TF_LOG_PROVIDER: 'DEBUG' };
}

const HEAD = /^(\d{4}-\d\d-\d\dT\S+) \[[A-Z]+\]\s/;
/**
 * `key=value`, `key="quoted"`, and `key=` before lines that begin with `|`. Inside of quotes each quote stands behind a
 * backslash, whatever else is escaped: a quoted text ends at the first that does not.
 */
const PAIR = /(?:^|\s)([A-Za-z@][\w.@-]*)=("(?:[^"]*\\")*[^"]*(?<!\\)"|[^\s"]*)/g;
/** The fields may follow on lines of their own; the message does not. */
const OF_HTTP = /tf_http_|HTTP Re(?:quest|sponse)/;
const BAR = /^\s*\| ?/;
/** Longer entries are of no use: Okta's errors are short. */
const LONGEST_ENTRY = 1024 * 1024;
const LONGEST_CAUSE = 500;

const REQUEST_ID = 'X-Okta-Request-Id';
/** As Okta makes them; anything else is not kept. */
const REQUEST_ID_FORM = /^[\w@.-]{8,80}$/;

/** Looks at the fields with these names; all others, headers and bodies of requests among them, are passed over. */
const WANTED = new Set([
  'tf_http_op_type',
  'tf_http_trans_id',
  'tf_http_req_method',
  REQUEST_ID,
  'tf_http_req_uri',
  'tf_http_res_status_code',
  'tf_http_res_body',
]);

/** What a quoted text may stand for: older loggers escape backslashes too, newer ones quotes only. */
function readings(text: string): readonly string[] {
  if (!text.startsWith('"')) return [text];
  const plain = text.slice(1, -1).replaceAll('\\"', '"');
  try {
    return [JSON.parse(text) as string, plain];
  } catch {
    return [plain];
  }
}

function jsonIn(text: string): unknown {
  for (const reading of readings(text)) {
    try {
      return JSON.parse(reading);
    } catch {
      // The next reading may be the right one.
    }
  }
  return undefined;
}

function fieldsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let open: string | undefined;
  for (const line of lines) {
    if (open !== undefined && BAR.test(line)) {
      found.set(open, `${found.get(open) ?? ''}${line.replace(BAR, '')}\n`);
      continue;
    }
    if (BAR.test(line)) continue;
    open = undefined;
    for (const [, name = '', value = ''] of line.matchAll(PAIR)) {
      if (!WANTED.has(name) || found.has(name)) continue;
      found.set(name, value);
      if (value === '') open = name;
    }
  }
  return found;
}

/** On one line, without what a terminal would hide or act on. */
function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const shown = masked(value)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return shown === '' ? undefined : headOf(shown, LONGEST_CAUSE);
}

/** The causes in an error of Okta, else its summary, else that of OAuth. */
function causesIn(body: string): readonly string[] {
  const error = jsonIn(body);
  if (typeof error !== 'object' || error === null) return [];
  const { errorCauses, errorSummary, error_description: description } = error as Readonly<Record<string, unknown>>;
  const causes = (Array.isArray(errorCauses) ? (errorCauses as unknown[]) : []).flatMap((cause) => {
    const summary: unknown =
      typeof cause === 'object' && cause !== null ? (cause as { errorSummary?: unknown }).errorSummary : undefined;
    return text(summary) ?? [];
  });
  return causes.length > 0 ? causes : [text(errorSummary) ?? text(description) ?? []].flat();
}

/** @see https://developer.hashicorp.com/terraform/plugin/log/writing */
export function providerLog(): ProviderLog {
  const paths = new Map<string, string>();
  const reads = new Set<string>();
  const requestIds: string[] = [];
  const answers: OktaAnswer[] = [];
  let entry: { at: number; lines: string[]; size: number } | undefined;

  const finish = (): void => {
    const done = entry;
    entry = undefined;
    if (done === undefined || done.size > LONGEST_ENTRY) return;
    const fields = fieldsOf(done.lines);
    const id = fields.get('tf_http_trans_id');
    const uri = fields.get('tf_http_req_uri');
    if (id !== undefined && uri !== undefined) paths.set(id, uri.replace(/^"|[?#].*$|"$/g, ''));
    if (id !== undefined && fields.get('tf_http_req_method') === 'GET') reads.add(id);
    const status = Number(fields.get('tf_http_res_status_code'));
    if (!Number.isInteger(status)) return;
    const path = id === undefined ? undefined : paths.get(id);
    if (id !== undefined) paths.delete(id);
    const requestId = fields.get(REQUEST_ID)?.replace(/^"|"$/g, '') ?? '';
    if (REQUEST_ID_FORM.test(requestId) && !(id !== undefined && reads.has(id))) requestIds.push(requestId);
    if (status < 400) return;
    const causes = causesIn(fields.get('tf_http_res_body') ?? '');
    answers.push({ at: done.at, status, ...(path !== undefined && { path }), causes });
  };

  const lines = lineSplitter((line) => {
    const head = HEAD.exec(line);
    if (head !== null) {
      finish();
      if (!OF_HTTP.test(line)) return;
      entry = { at: Date.parse(head[1] ?? ''), lines: [line.slice(head[0].length)], size: line.length };
    } else if (entry !== undefined && (entry.size += line.length) <= LONGEST_ENTRY) {
      entry.lines.push(line);
    }
  });
  return {
    write: lines.write,
    end: () => {
      lines.end();
      finish();
      return answers;
    },
    requestIds: () => requestIds,
  };
}
