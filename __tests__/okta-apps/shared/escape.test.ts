import fc from 'fast-check';
import { clipped, code, fenced, htmlCode, prose, visible } from '../../../okta-apps/shared/escape';
import { proseOf } from '../review/support/markdown-prose';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '`',
      '|',
      '\\',
      '<',
      '>',
      '&',
      '@',
      '#',
      '*',
      '_',
      '[',
      ']',
      '(',
      ')',
      '\n',
      '\r',
      ' ',
      '~',
      '\u202e',
      '\ud800',
      'a',
    ),
  }),
);

describe('text of an author', () => {
  it.each([
    ['an override of the writing direction', 'a\u202eb', 'a\\u202eb'],
    ['an isolate', 'a\u2066b', 'a\\u2066b'],
    ['a character of no width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['an end of line', 'a\nb\u2028c', 'a\\u000ab\\u2028c'],
    ['a color of the terminal', '\u001b[31mred', '\\u001b[31mred'],
    ['half of a pair', 'a\ud800', 'a\\ud800'],
    ['a blank that is none', 'a\u3164b\u00a0', 'a\\u3164b\\u00a0'],
    ['a mark that nobody sees', 'a\u034fb', 'a\\u034fb'],
    ['a tag that nobody sees', 'a\u{e0041}', 'a\\udb40\\udc41'],
    ['a picture', '😀 grün', '😀 grün'],
  ])('shows %s', (_title, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it('is one line without anything that a screen hides, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const shown of [visible(text), clipped(text), code(text), htmlCode(text)]) {
          expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });

  it('is cut when it is long, and the cut is said', () => {
    expect(clipped('x'.repeat(240))).toBe('x'.repeat(240));
    expect(clipped(`${'x'.repeat(300)}END`)).toBe(`${'x'.repeat(200)} … ${'x'.repeat(37)}END (303 characters)`);
    expect(clipped('\u202e'.repeat(240)).length).toBeLessThan(520);
    expect(clipped('😀'.repeat(500))).toMatch(/\(1000 characters\)$/);
  });
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

it('leaves no character in an HTML block that HTML acts on', () => {
  expect(htmlCode('a<b>&"\'@c')).toBe('<code>a&#60;b&#62;&#38;&#34;&#39;&#64;c</code>');
  fc.assert(
    fc.property(anyText, (text) => {
      expect(htmlCode(text)).toMatch(/^<code>([A-Za-z0-9 ._\-/]|&#\d+;)*<\/code>$/);
    }),
  );
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
    'set \\<address\\> of a\\_b \\[c\\] \\*d\\* \\| \\`e\\` &amp; &#64;f \\#1 \\~g\\~ \\\\h',
  );
});
