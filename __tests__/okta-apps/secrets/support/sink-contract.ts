import { inspect } from 'node:util';
import { isSameDocument } from '../../../../okta-apps/secrets/sinks/document';
import { SinkError, type SecretDocument, type Sink } from '../../../../okta-apps/secrets/sinks/sink';
import { Secret } from '../../../../okta-apps/shared/secret';

export const OWNER = { app: 'billing', environment: 'prod' };
export const INTENT = { run: 'run-1', time: '2026-11-27T05:00:00.000Z' };
export const VALUE = 'canary-Zk3_pQ9-1234567890';

/** A document with this secret. */
export function documentWith(value: string, more: Partial<SecretDocument> = {}): SecretDocument {
  return { ...OWNER, clientId: '0oabilling', clientSecret: new Secret(value), secretId: 'ocs1', ...more };
}

/** What every sink that can be read back does. */
export async function keepsItsContract(sink: Sink): Promise<void> {
  expect(await sink.needs()).toEqual([]);
  expect(await sink.read(OWNER)).toBe('empty');
  // An intent may be the first that a sink hears of an app.
  expect(await sink.write({ ...OWNER, clientId: '0oabilling', intent: INTENT })).toBe('verified');
  expect(await sink.read(OWNER)).toEqual({ ...OWNER, clientId: '0oabilling', intent: INTENT });
  expect(await sink.write(documentWith(VALUE, { intent: INTENT }))).toBe('verified');
  await has(sink, documentWith(VALUE, { intent: INTENT }));
  expect(await sink.write(documentWith(VALUE))).toBe('verified');
  await has(sink, documentWith(VALUE));
  // The secret that consumers read stays while another one is about to be made.
  const next = { run: 'run-2', time: '2026-11-28T05:00:00.000Z' };
  expect(await sink.write({ ...OWNER, clientId: '0oabilling', intent: next })).toBe('verified');
  await has(sink, documentWith(VALUE, { intent: next }));
  const strange = `${VALUE} !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`;
  expect(await sink.write(documentWith(strange, { secretId: 'ocs2' }))).toBe('verified');
  await has(sink, documentWith(strange, { secretId: 'ocs2' }));
}

/** What a sink does that joins what it is given with what it has: an intent is never that of another client's secret. */
export async function keepsClientsApart(sink: Sink): Promise<void> {
  await sink.write(documentWith(VALUE));
  expect(await failureOf(sink.write({ ...OWNER, clientId: '0oaother', intent: INTENT }))).toBe(
    'conflict: another run has stored the secret of another client ID there',
  );
  await has(sink, documentWith(VALUE));
  expect(await sink.write(documentWith(VALUE, { clientId: '0oaother' }))).toBe('verified');
}

async function has(sink: Sink, expected: SecretDocument): Promise<void> {
  const read = await sink.read(OWNER);
  expect(typeof read === 'object' && isSameDocument(read, expected)).toBe(true);
}

/** How a sink fails: its kind and message, which hold no secret. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => 'it did not fail',
    (reason: unknown) => reason,
  );
  if (!(error instanceof SinkError)) throw new Error(`no SinkError: ${inspect(error)}`);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(VALUE);
  return `${error.kind}: ${error.message}`;
}
