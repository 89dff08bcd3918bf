import { alsoFinding, markedValues } from '../../../okta-apps/plan/marked-values';
import { parsePlan } from '../../../okta-apps/plan/parse-plan';
import { maskerFor } from '../../../okta-apps/shared/masker';
import { rawChange, rawPlan } from '../review/support/plan-json';

const SECRET = 'marked-elsewhere-1';

it('finds every text that is marked, in changes, drift and outputs', () => {
  const marked = (text: string) => ({
    actions: ['update'],
    before: {
      a: text,
      open: 'open-text-value',
      list: ['x', `${text}-in-list`],
      all: { b: `${text}-deep`, n: 12345678 },
    },
    after: { a: 'short' },
    before_sensitive: { a: true, list: [false, true], all: true },
    after_sensitive: { a: true },
  });
  const plan = {
    resource_changes: [{ change: marked('change') }, { change: 1 }, 1],
    resource_drift: [{ change: marked('drifted') }],
    output_changes: {
      x: { before: 'output-value', before_sensitive: true, after: 'output-other', after_sensitive: false },
      y: 1,
    },
  };
  expect([...markedValues(plan)].sort()).toEqual([
    'change-deep',
    'change-in-list',
    'drifted-deep',
    'drifted-in-list',
    'output-value',
  ]);
});

it.each([SECRET, `Bearer ${SECRET}`, `{"token":"${SECRET}"}`, `https://a.example/?key=${SECRET}&b`])(
  'hides it in %s',
  (text) => {
    const masker = alsoFinding(maskerFor([]), new Set([SECRET]));
    expect(masker.foundIn(text)).toBe(true);
    expect(masker.mask(text)).toBe('(sensitive)');
  },
);

it('leaves other texts to the masker that it adds to', () => {
  const masker = alsoFinding(maskerFor(['of-the-environment']), new Set([SECRET]));
  expect(masker.foundIn(`x${SECRET}`)).toBe(false);
  expect(masker.mask('a of-the-environment b')).toBe('a (sensitive) b');
  expect(alsoFinding(masker, new Set())).toBe(masker);
});

it('hides a value whose mark Terraform forgot, because it is marked at another place', () => {
  const raw = rawChange(
    'terraform_data.y',
    { input: SECRET, output: SECRET },
    { input: 'marked-elsewhere-2', output: null },
    {
      before_sensitive: { input: true },
      after_sensitive: { input: true },
      after_unknown: { output: true },
    },
  );
  const plan = parsePlan(rawPlan([raw]), { secrets: [] });
  expect(JSON.stringify(plan)).not.toContain('marked-elsewhere');
});
