import { withoutClientSecret } from '../okta/whole-app';
import { UserError } from '../shared/errors';
import { inner, isList, isObject, textField, type JsonObject } from '../shared/json';
import { shown } from '../shared/visible-text';

/** An app of a file. */
export interface ReadApp {
  readonly app: JsonObject;
  /** The file holds its client secret. */
  readonly hasSecret: boolean;
}

const STATUS_LINE = /^HTTP\/[\d.]+ (\d{3})/;
const APP_ID = /^0oa[0-9A-Za-z]{1,40}$/;
const WANTED = 'Save what GET /api/v1/apps/{id} answers, or a list of such answers.';
/** How many keys of another thing are listed. */
const MOST_KEYS = 6;

/**
 * The apps of a text: one app as JSON, a list of apps, an app on each line, or what `curl -i` prints, headers included.
 * A client secret is dropped.
 *
 * @param name of the file, for messages.
 * @throws UserError when it holds something else.
 */
export function readApps(text: string, name: string): readonly ReadApp[] {
  const values = bodiesOf(text.replace(/^\ufeff/, ''), name).flatMap((body) => valuesOf(body, name));
  const apps = values.flatMap((value) => (isList(value) ? value : [value]));
  if (apps.length === 0) throw new UserError(`${name} holds no app. ${WANTED}`);
  const read = apps.map((app, at) => appOf(app, apps.length === 1 ? name : `${name}, entry ${at + 1}`));
  const ids = read.map(({ app }) => String(app['id']));
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new UserError(`${name} holds the app ${twice} twice. Leave one of them out.`);
  return read;
}

/** The text without the headers that `curl -i` prints before each answer. */
function bodiesOf(text: string, name: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const bodies: string[][] = [[]];
  let inHeader = false;
  for (const line of lines) {
    const status = STATUS_LINE.exec(line)?.[1];
    if (status !== undefined) {
      bodies.push([]);
      inHeader = true;
    } else if (inHeader) inHeader = line !== '';
    else bodies.at(-1)?.push(line);
  }
  const texts = bodies.map((body) => body.join('\n').trim()).filter((body) => body !== '');
  if (texts.length > 0) return texts;
  throw new UserError(`${name} is empty${bodies.length > 1 ? ' but for headers' : ''}. ${WANTED}`);
}

/** One JSON document, or one on each line. */
function valuesOf(body: string, name: string): readonly unknown[] {
  const whole = parsed(body);
  if (whole !== undefined) return [whole];
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map(parsed);
  if (lines.length > 1 && values.every((value) => value !== undefined)) return values;
  // What V8 says of it would quote the file, which may hold a secret.
  throw new UserError(`${name} is not JSON. ${WANTED}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function appOf(value: unknown, place: string): ReadApp {
  if (!isObject(value))
    throw new UserError(`${place} is ${isList(value) ? 'a list' : shown(value)}, not an app. ${WANTED}`);
  const error = textField(value, 'errorCode');
  if (error !== undefined) {
    const summary = textField(value, 'errorSummary');
    throw new UserError(
      `${place} is an error that Okta answered, not an app: ${shown(error)}${summary === undefined ? '' : ` (${shown(summary)})`}. ${WANTED}`,
    );
  }
  const { id, signOnMode } = value;
  if (typeof signOnMode !== 'string' || !('label' in value)) {
    const keys = Object.keys(value);
    const more = keys.length > MOST_KEYS ? ', …' : '';
    throw new UserError(
      `${place} is not an app of Okta: it has no ${typeof signOnMode === 'string' ? 'label' : 'signOnMode'}, ` +
        `its keys are ${keys.slice(0, MOST_KEYS).map(shown).join(', ') || 'none'}${more}. ${WANTED}`,
    );
  }
  if (typeof id !== 'string' || !APP_ID.test(id)) {
    throw new UserError(`${place}: the id of an app must be 0oa and letters or digits, got ${shown(id)}. ${WANTED}`);
  }
  const hasSecret = inner(value, 'credentials', 'oauthClient', 'client_secret') !== undefined;
  return { app: withoutClientSecret(value), hasSecret };
}
