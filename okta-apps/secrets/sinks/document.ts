import { isObject, object, textField, type JsonObject } from '../../shared/json';
import { Secret, unwrap } from '../../shared/secret';
import { shown } from '../../shared/visible-text';
import { SinkError, type Intent, type SecretDocument, type SecretOwner } from './sink';

/** A document with its secret in plain text, as sinks store it. Only the sink gets it. */
export function plainDocument({ clientSecret, ...metadata }: SecretDocument): JsonObject {
  return { ...metadata, ...(clientSecret !== undefined && { clientSecret: unwrap(clientSecret) }) };
}

/**
 * The document that a sink answers with; undefined for what is none of this app.
 *
 * @param value Parsed JSON.
 */
export function documentOf(value: unknown, { app, environment }: SecretOwner): SecretDocument | undefined {
  if (!isObject(value) || value['app'] !== app || value['environment'] !== environment) return undefined;
  const clientId = textField(value, 'clientId');
  if (clientId === undefined) return undefined;
  const clientSecret = textField(value, 'clientSecret');
  const secretId = textField(value, 'secretId');
  const intent = intentOf(value['intent']);
  return {
    app,
    environment,
    clientId,
    ...(clientSecret !== undefined && { clientSecret: new Secret(clientSecret) }),
    ...(secretId !== undefined && { secretId }),
    ...(intent !== undefined && { intent }),
  };
}

/**
 * What a sink holds after a document is written: an intent alone leaves the secret and its id as they are.
 *
 * @throws SinkError for an intent where the secret is that of another client ID: they would be read as one pair.
 */
export function merged(kept: SecretDocument | undefined, written: SecretDocument): SecretDocument {
  if (written.clientSecret === undefined && kept !== undefined && kept.clientId !== written.clientId)
    throw new SinkError('conflict', 'another run has stored the secret of another client ID there');
  const { app, environment, clientId, intent } = written;
  const { clientSecret, secretId } = written.clientSecret === undefined ? { ...kept, ...written } : written;
  return {
    app,
    environment,
    clientId,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(secretId !== undefined && { secretId }),
    ...(intent !== undefined && { intent }),
  };
}

/** Whether a sink has exactly what it was given. */
export function isSameDocument(one: SecretDocument, other: SecretDocument): boolean {
  const { clientSecret: a, ...these } = one;
  const { clientSecret: b, ...those } = other;
  const secrets = a === undefined || b === undefined ? a === b : a.equals(b);
  return secrets && JSON.stringify(ordered(these)) === JSON.stringify(ordered(those));
}

/**
 * Two apps at one place would overwrite each other's secret.
 *
 * @param place How messages name it.
 * @throws SinkError for what another app has there.
 */
export function refuseOther(value: unknown, { app, environment }: SecretOwner, place: string): void {
  const { app: other, environment: its } = object(value);
  if (other === undefined || (other === app && its === environment)) return;
  throw new SinkError(
    'refused',
    `${place} belongs to ${shown(other)} of ${shown(its)}; give each app a name or path of its own`,
  );
}

function ordered({ app, environment, clientId, secretId, intent }: SecretDocument): readonly unknown[] {
  return [app, environment, clientId, secretId, intent?.run, intent?.time];
}

function intentOf(value: unknown): Intent | undefined {
  if (!isObject(value)) return undefined;
  const [run, time] = [textField(value, 'run'), textField(value, 'time')];
  return run === undefined || time === undefined ? undefined : { run, time };
}
