import { MASKED } from '../../../okta-apps/plan/markers';
import { withoutSecrets } from '../../../okta-apps/review/scrub';

const SECRET = 'a-secret-value';

it('leaves no secret in any text or key, and everything else as it is', () => {
  const data = { a: `x ${SECRET}`, b: [1, null, true, { [SECRET]: SECRET }], c: MASKED };
  expect(withoutSecrets<unknown>(data, [SECRET])).toEqual({
    a: 'x (sensitive)',
    b: [1, null, true, { '(sensitive)': '(sensitive)' }],
    c: MASKED,
  });
});

it('gives the data back when there is nothing to look for', () => {
  const data = { a: 'x' };
  expect(withoutSecrets(data, [])).toBe(data);
});

it('shows nothing of what is nested too deeply', () => {
  const deep = JSON.parse(`${'['.repeat(5_000)}"${SECRET}"${']'.repeat(5_000)}`) as unknown;
  expect(JSON.stringify(withoutSecrets(deep, [SECRET]))).not.toContain(SECRET);
});
