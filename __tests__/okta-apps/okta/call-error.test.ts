import { answerError, asCallError, CallError } from '../../../okta-apps/okta/call-error';

test.each([
  [
    "Okta's envelope",
    {
      status: 403,
      body: { errorCode: 'E0000006', errorSummary: 'No permission', errorCauses: [{ errorSummary: 'more' }] },
    },
    '403 E0000006: No permission',
  ],
  [
    "OAuth's",
    { status: 401, body: { error: 'invalid_client', error_description: 'Unknown' } },
    '401 invalid_client: Unknown',
  ],
  [
    'a challenge without a body',
    { status: 403, body: undefined, challenge: 'Bearer error="insufficient_scope", error_description="Too few"' },
    '403 insufficient_scope: Too few',
  ],
  ['no words at all', { status: 502, body: '<html>' }, '502'],
  ['fields of other types', { status: 500, body: { errorCode: 7, errorSummary: { a: 1 } } }, '500'],
])('%s', (_form, answered, message) => {
  expect(answerError(answered).message).toBe(message);
});

test('a text of the server is one line, cut, and moves no cursor', () => {
  const { message } = answerError({
    status: 400,
    body: { errorCode: 'E1', errorSummary: `a\u001b[2J\n\u202eb${'x'.repeat(300)}` },
  });
  expect(message).toBe(`400 E1: a [2J b${'x'.repeat(193)}…`);
});

test.each([
  [401, undefined, true],
  [400, 'invalid_client', true],
  [400, 'invalid_dpop_proof', true],
  [400, 'invalid_scope', false],
  [403, 'E0000006', false],
])('%s %s: is the credential itself rejected? %s', (status, code, rejected) => {
  expect(new CallError('answer', '', { status, ...(code !== undefined && { code }) }).isRejection).toBe(rejected);
});

test('an unknown error keeps nothing of its text', () => {
  expect(asCallError(new Error('canary'), 1000).message).toBe('its answer is not one of Okta');
});
