import { merged } from '../../../../okta-apps/secrets/sinks/document';
import { Secret } from '../../../../okta-apps/shared/secret';
import { documentWith, INTENT, OWNER, VALUE } from '../support/sink-contract';

const intent = { ...OWNER, clientId: '0oabilling', intent: INTENT };

test('an intent keeps the secret and its ID; a secret replaces all', () => {
  const kept = documentWith(VALUE);
  expect(merged(kept, intent)).toEqual({ ...kept, intent: INTENT });
  expect(merged(kept, intent).clientSecret?.equals(new Secret(VALUE))).toBe(true);
  expect(merged(undefined, intent)).toEqual(intent);
  expect(merged({ ...kept, intent: INTENT }, documentWith('another-value', { secretId: 'ocs2' }))).toEqual(
    documentWith('another-value', { secretId: 'ocs2' }),
  );
});

test('what belongs to another client ID is never merged', () => {
  const other = documentWith(VALUE, { clientId: '0oaother', intent: INTENT });
  expect(() => merged(other, intent)).toThrow('another run has stored the secret of another client ID there');
  expect(merged(other, documentWith('own-value'))).toEqual(documentWith('own-value'));
});
