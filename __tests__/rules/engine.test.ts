import { findings, messageOf, type Rule } from '../../rules/engine';

const TEXTS = { title: 'A label is long.', impact: 'no one reads it', fix: 'shorten it' };
const violation = { prop: 'label', must: 'be short', value: 'long' };
const rule = (id: string, check: Rule<string>['check']): Rule<string> => ({
  id,
  severity: 'warning',
  ...TEXTS,
  see: 'https://example.org',
  check,
});

it('puts what is wrong into one sentence that ends with the rule', () => {
  expect(messageOf({ ...violation, todo: 'shorten it' }, 'label/short')).toBe(
    'label must be short, got "long"; shorten it [label/short]',
  );
});

it('keeps a message on one line, whatever its parts hold', () => {
  const parts = { prop: 'a\nb', must: 'be\u2028c', value: 'd\ne', todo: 'do\u0000f' };
  expect(messageOf(parts, 'label/short')).toBe('a\\u000ab must be\\u2028c, got "d\\ne"; do\\u0000f [label/short]');
});

it('gives the findings in the order of the rules', () => {
  const rules = [rule('label/b', () => [violation, violation]), rule('label/a', () => [violation])];
  expect(findings(rules, 'subject', 'error').map(({ rule: id, severity }) => [id, severity])).toEqual([
    ['label/b', 'warning'],
    ['label/b', 'warning'],
    ['label/a', 'warning'],
  ]);
});

it('hands the subject to the rule', () => {
  const echo = rule('label/echo', (subject) => [{ ...violation, value: subject }]);
  expect(findings([echo], 'me', 'error')).toEqual([
    {
      ...violation,
      ...TEXTS,
      todo: 'shorten it',
      value: 'me',
      rule: 'label/echo',
      severity: 'warning',
      message: 'label must be short, got "me"; shorten it [label/echo]',
    },
  ]);
});

describe('a rule that throws', () => {
  it('becomes a finding that names it, beside what it had found', () => {
    const throwing = rule('label/broken', function* () {
      yield violation;
      throw new TypeError('x is\nundefined');
    });
    const quiet = rule('label/quiet', () => []);
    expect(findings([throwing, quiet], 'subject', 'error').map(({ severity, message }) => [severity, message])).toEqual(
      [
        ['warning', 'label must be short, got "long"; shorten it [label/broken]'],
        [
          'error',
          'rule label/broken must not fail, got "x is\\nundefined"; report it with the value that it stumbled over [label/broken]',
        ],
      ],
    );
  });

  it('is named also when what it throws is no error', () => {
    const throwing = rule('label/broken', () => {
      throw Object.create(null);
    });
    expect(findings([throwing], 'subject', 'error').map(({ message }) => message)).toEqual([
      'rule label/broken must not fail, got "an error"; report it with the value that it stumbled over [label/broken]',
    ]);
  });
});
