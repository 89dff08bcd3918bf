import fc from 'fast-check';
import { anyCharacters } from '../../../support/any-characters';

/** Any text at all, and often one of what markdown, HTML and terminals act on. */
export const anyText = fc.oneof(
  anyCharacters(),
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
