// Pictures of comments and of the terminal, to look at: `npm run pictures -- [folder] [--readme]`.
// They are written to cdktf.out/pictures where no folder is given, and with --readme those of the README, too.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '../install.mjs';
import { openPainter } from './painter.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');

/** Pixels of a pull request on a screen and on a phone, and columns of a terminal. */
const COMMENT_WIDTHS = { screen: 900, phone: 390 };
const TERMINAL_WIDTHS = { narrow: 80, wide: 120 };

/** The pictures of the README. */
const README = { comment: 'everyday-small', terminal: 'everyday-blocked' };

if (!install(HERE)) process.exit(1);
const require = createRequire(import.meta.url);
require(join(ROOT, 'dist/okta-apps/register.js'));
const { EVERYDAY_CASES } = require(join(ROOT, '__tests__/okta-apps/review/support/everyday-cases.ts'));
const { review } = require(join(ROOT, 'okta-apps/review/review.ts'));
const { renderMarkdown } = require(join(ROOT, 'okta-apps/review/render/markdown.ts'));
const { renderText } = require(join(ROOT, 'okta-apps/review/render/text.ts'));

const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? join(ROOT, 'cdktf.out/pictures');
const painter = await openPainter();
try {
  for (const [name, input] of Object.entries(EVERYDAY_CASES)) {
    const made = review(input());
    for (const [size, width] of Object.entries(COMMENT_WIDTHS)) {
      save(folder, `${name}-${size}.png`, await painter.comment(renderMarkdown(made), width));
    }
    for (const [size, columns] of Object.entries(TERMINAL_WIDTHS)) {
      const text = renderText(made, { columns, color: true });
      save(folder, `${name}-terminal-${size}.png`, await painter.terminal(text, columns, { dark: size === 'wide' }));
    }
  }
  if (process.argv.includes('--readme')) {
    const [first, second] = [README.comment, README.terminal].map((name) => review(EVERYDAY_CASES[name]()));
    const pictures = join(ROOT, 'docs/pictures');
    save(pictures, 'comment.png', await painter.comment(renderMarkdown(first), COMMENT_WIDTHS.screen));
    const text = renderText(second, { columns: TERMINAL_WIDTHS.narrow, color: true });
    save(pictures, 'terminal.png', await painter.terminal(text, TERMINAL_WIDTHS.narrow, { dark: true }));
  }
} finally {
  await painter.close();
}

function save(into, name, bytes) {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, name), bytes);
  console.log(join(into, name));
}
