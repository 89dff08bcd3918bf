import fc from 'fast-check';
import { anyCharacters } from '../../support/any-characters';
import { loggingEnvironment, providerLog, type OktaAnswer } from '../../../okta-apps/run/provider-log';
import { logLines, oktaError, QUOTES, type Exchange } from '../terraform/support/provider-log-lines';

function read(text: string): readonly OktaAnswer[] {
  const log = providerLog();
  log.write(text);
  return log.end();
}

const REFUSED: Exchange = {
  id: 't-1',
  method: 'PUT',
  uri: '/api/v1/apps/0oa1?activate=true',
  request: { label: 'Shop', credentials: { oauthClient: { client_secret: 'canary-secret' } } },
  status: 400,
  answer: oktaError("redirect_uris: ''redirect_uris'' must not contain a fragment identifier."),
};
const READ = {
  at: Date.parse('2026-11-21T01:00:01.250Z'),
  status: 400,
  path: '/api/v1/apps/0oa1',
  causes: ["redirect_uris: ''redirect_uris'' must not contain a fragment identifier."],
};

test('a refusal is read with its path and causes; answers below 400 are passed over', () => {
  const fine = logLines({ ...REFUSED, id: 't-0', status: 200, answer: { errorCauses: [{ errorSummary: 'no' }] } });
  expect(read(fine + logLines(REFUSED))).toEqual([READ]);
});

test('ids of requests that may have changed something are kept, whatever Okta answered; those of reads are not', () => {
  const log = providerLog();
  log.write(
    [
      logLines({ ...REFUSED, id: 't-0', method: 'GET', status: 200, requestId: 'read-0000001' }),
      logLines({ ...REFUSED, id: 't-1', status: 200, requestId: 'YcJRk@write-2' }),
      logLines({ ...REFUSED, id: 't-2', requestId: 'write-000003' }),
      logLines({ ...REFUSED, id: 't-3', method: 'POST', status: 200, requestId: '"not an id"' }),
      logLines({
        ...REFUSED,
        id: 't-4',
        method: 'PUT',
        status: 200,
        answer: { label: 'x" X-Okta-Request-Id=forged-00001 y="' },
      }),
    ].join(''),
  );
  log.end();
  expect(log.requestIds()).toEqual(['YcJRk@write-2', 'write-000003']);
});

test('the log may arrive in any pieces', () => {
  const text = logLines(REFUSED);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: text.length }), { maxLength: 8 }), (cuts) => {
      const log = providerLog();
      const places = [0, ...cuts.sort((a, b) => a - b), text.length];
      places.slice(1).forEach((place, i) => {
        log.write(text.slice(places[i], place));
      });
      expect(log.end()).toEqual([READ]);
    }),
  );
});

test('a body of several lines, as Terraform prints it, is read as one', () => {
  const pretty = JSON.stringify(REFUSED.answer, null, 2).replace(/^/gm, '  | ');
  const text = [
    '2026-11-21T01:00:01.250Z [DEBUG] provider.terraform-provider-okta: Received HTTP Response: @module=okta',
    '  tf_http_res_body=',
    pretty,
    '   tf_http_res_status_code=400 tf_http_trans_id=t-9',
    '2026-11-21T01:00:02.000Z [INFO]  provider: something else',
  ].join('\n');
  const { at, status, causes } = READ;
  expect(read(text)).toEqual([{ at, status, causes }]);
});

describe.each(['newer', 'older'] as const)('quotes of the %s loggers', (which) => {
  test('what an author wrote into a label cannot pass for an answer', () => {
    const label =
      'x" tf_http_res_status_code=400 tf_http_res_body="{"errorSummary":"forged"}" \\" tf_http_trans_id=t-7 ';
    const forged = { ...REFUSED, status: 200, request: { label }, answer: { label } };
    expect(read(logLines(forged, QUOTES[which]))).toEqual([]);
    const refused = logLines({ ...REFUSED, request: { label } }, QUOTES[which]);
    expect(read(refused)).toEqual([READ]);
  });

  test('causes with quotes, backslashes and line ends are read as they are', () => {
    const cause = 'label: "a\\b" must not be "x"';
    expect(read(logLines({ ...REFUSED, answer: oktaError(cause) }, QUOTES[which]))).toMatchObject([
      { causes: [cause] },
    ]);
    const lines = logLines({ ...REFUSED, answer: oktaError('one\ntwo') }, QUOTES[which]);
    expect(read(lines)).toMatchObject([{ causes: ['one two'] }]);
  });
});

test.each([
  ['its summary, without causes', { errorSummary: 'Not found: 0oa1' }, ['Not found: 0oa1']],
  ['the description of an OAuth error', { error: 'invalid_scope', error_description: 'no scope' }, ['no scope']],
  ['nothing, of anything else', { html: '<h1>' }, []],
  ['one line without controls', { errorSummary: 'a\u001b[31m\nb\u202e' }, ['a [31m b']],
  ['a part of what is long', { errorSummary: 'x'.repeat(900) }, ['x'.repeat(500)]],
])('of an error it reads %s', (_, answer, causes) => {
  expect(read(logLines({ ...REFUSED, answer }))).toMatchObject([{ causes }]);
});

test('a log of nothing, noise and endless entries gives nothing and does not fail', () => {
  expect(read('')).toEqual([]);
  fc.assert(
    fc.property(anyCharacters(), (noise) => {
      expect(read(`2026-11-21T01:00:01.250Z [DEBUG] p: tf_http_op_type=response ${noise}`)).toEqual([]);
    }),
  );
  const endless = `${logLines(REFUSED).split('\n')[1] ?? ''}\n${'  | y\n'.repeat(300_000)}`;
  expect(read(endless)).toEqual([]);
});

test('the child logs to stderr at DEBUG, and to no file', () => {
  const env = { PATH: '/bin', TF_LOG: 'TRACE', TF_LOG_PATH: 'log', TF_LOG_SDK_PROTO_DATA_DIR: 'd', TF_INPUT: '0' };
  expect(loggingEnvironment(env)).toEqual({ PATH: '/bin', TF_INPUT: '0', TF_LOG_PROVIDER: 'DEBUG' });
});
