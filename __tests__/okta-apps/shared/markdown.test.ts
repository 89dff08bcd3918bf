import fc from 'fast-check';
import { visible } from '../../../okta-apps/shared/visible-text';
import { code, fenced, prose } from '../../../okta-apps/shared/markdown';
import { proseOf } from '../review/support/markdown-prose';
import { anyText } from './support/any-text';

it('is one line without anything that a screen hides, whatever it is', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(code(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
  );
});

describe('a code span', () => {
  it.each([
    ['a word', 'a', '`a`'],
    ['backticks', 'a`b``c', '```a`b``c```'],
    ['a backtick at the end', 'a`', '`` a` ``'],
    ['a pipe, which would end a cell', 'a|b', '`a\\u007cb`'],
    ['nothing', '', '``` ```'],
  ])('holds %s', (_title, text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('is left by nothing that is in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(proseOf(`a ${code(text)} b`)).toBe('a  b');
        expect(code(text)).not.toContain('|');
      }),
    );
  });
});

it('is left by no line of a fenced block', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 4 }), (texts) => {
      expect(proseOf(['a', fenced('diff', texts.map(visible)), 'b'].join('\n'))).toBe('a\nb');
    }),
  );
});

it('lets text of this project stand for itself', () => {
  expect(prose('set <address> of a_b [c] *d* | `e` & @f #1 ~g~ \\h')).toBe(
    'set \\<address\\> of a\\_b \\[c\\] \\*d\\* \\| \\`e\\` &amp; @<!-- -->f \\#<!-- -->1 \\~<!-- -->g\\~ \\\\h',
  );
});

test('project text with addresses and references in it becomes no link and no mention', () => {
  expect(prose('https://evil.test www.evil.test a@evil.test @all !1 $2 %3 &4 https is a word')).toBe(
    'https:<!-- -->//evil.test www<!-- -->.evil.test a@<!-- -->evil.test @<!-- -->all !<!-- -->1 $<!-- -->2 %<!-- -->3 &amp;<!-- -->4 https is a word',
  );
});
