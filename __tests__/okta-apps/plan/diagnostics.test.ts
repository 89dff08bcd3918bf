import { diagnosticTexts, isRefusal, parseUiLine, type Diagnostic } from '../../../okta-apps/plan/diagnostics';

const REFUSED: Diagnostic = { severity: 'error', summary: 'Instance cannot be destroyed', detail: '' };
const BROKEN: Diagnostic = { severity: 'error', summary: 'Invalid provider configuration', detail: '' };
const WARNING: Diagnostic = { severity: 'warning', summary: 'Deprecated', detail: '' };

test('a diagnostic is read from its line', () => {
  const diagnostic = {
    severity: 'warning',
    summary: 'S',
    detail: 'D',
    address: 'okta_app_oauth.a',
    range: { filename: 'cdk.tf.json' },
  };
  expect(parseUiLine(JSON.stringify({ '@level': 'warn', type: 'diagnostic', diagnostic }))).toEqual({
    type: 'diagnostic',
    diagnostic: { severity: 'warning', summary: 'S', detail: 'D', address: 'okta_app_oauth.a' },
  });
});

test('a finished resource is read from its line', () => {
  const hook = { resource: { addr: 'okta_app_oauth.a' }, action: 'create', id_value: 'x' };
  expect(parseUiLine(JSON.stringify({ type: 'apply_complete', hook }))).toEqual({
    type: 'done',
    address: 'okta_app_oauth.a',
    action: 'create',
  });
});

test.each(['', 'Initializing…', '{', '{"type":"version"}', '{}', '{"type":"diagnostic"}', 'null'])(
  'the line %j is nothing of that',
  (line) => {
    expect(parseUiLine(line)).toEqual({ type: 'other' });
  },
);

test('a plan is refused when every error refuses it', () => {
  expect(isRefusal([REFUSED, WARNING])).toBe(true);
  expect(isRefusal([REFUSED, BROKEN])).toBe(false);
  expect(isRefusal([WARNING])).toBe(false);
  expect(isRefusal([])).toBe(false);
});

test('as text the detail is indented below the summary', () => {
  const broken = { ...BROKEN, address: 'okta_app_oauth.a', detail: 'One.\n\nTwo.\n' };
  expect(diagnosticTexts([broken, WARNING])).toEqual([
    'Error: Invalid provider configuration (okta_app_oauth.a)\n  One.\n\n  Two.',
    'Warning: Deprecated',
  ]);
});

test('what is said of many is said once', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...WARNING, address: `okta_app_oauth.${name}` }));
  expect(diagnosticTexts(many)).toEqual([
    'Warning: Deprecated (okta_app_oauth.a, okta_app_oauth.b, okta_app_oauth.c, okta_app_oauth.d, okta_app_oauth.e)',
  ]);
});
