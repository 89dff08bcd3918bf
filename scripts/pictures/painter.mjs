import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * A browser without a window that draws a comment as GitHub shows it, and text as a terminal does. Its packages are those
 * of package.json in this folder, so they are loaded when they are installed.
 */
export async function openPainter() {
  const require = createRequire(import.meta.url);
  const [{ chromium }, { default: browser }, { default: MarkdownIt }] = await Promise.all([
    import('playwright-core'),
    import('@sparticuz/chromium'),
    import('markdown-it'),
  ]);
  const style = readFileSync(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8');
  const markdown = new MarkdownIt({ html: true });
  const launched = await chromium.launch({ args: browser.args, executablePath: await browser.executablePath() });
  // This browser has one process, which ends with its first page.
  const page = await launched.newPage();
  const draw = async (html, width) => {
    await page.setViewportSize({ width, height: 50 });
    await page.setContent(html);
    return page.screenshot({ fullPage: true });
  };
  return {
    comment: (text, width) => draw(commentPage(withSigns(markdown.render(text)), style), width),
    terminal: (text, columns, { dark }) => draw(terminalPage(text, dark), Math.ceil(columns * CHARACTER) + 2 * PADDING),
    close: () => launched.close(),
  };
}

/** Signs as GitHub shows them, because the machine may have no font that has them. */
const SIGNS = {
  '⛔': '#d1242f',
  '🔴': '#d1242f',
  '🟠': '#e16f24',
  '🔵': '#0969da',
  '✅': '#1a7f37',
  '⚠️': '#bf8700',
  '☑️': '#0969da',
};

function withSigns(html) {
  return Object.entries(SIGNS).reduce(
    (text, [sign, color]) => text.replaceAll(sign, `<span style="color:${color}">${sign === '⛔' ? '⊘' : '●'}</span>`),
    html,
  );
}

/** Pixels of a character of the terminal, and around the text. */
const CHARACTER = 8.43;
const PADDING = 16;

function commentPage(html, style) {
  return `<!doctype html><meta charset="utf-8"><style>${style}
    body { margin: 0; padding: 16px; } .markdown-body { font-size: 14px; }</style>
    <article class="markdown-body">${html}</article>`;
}

function terminalPage(text, dark) {
  const [front, back] = dark ? ['#f0f0f0', '#000'] : ['#111', '#fff'];
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: ${back}; color: ${front}; }
    pre { margin: 0; padding: ${PADDING}px; font: 14px/1.35 'DejaVu Sans Mono', 'Liberation Mono', monospace; }
    </style><pre>${inColor(text)}</pre>`;
}

/** The usual colors of a terminal. */
const STYLES = { 1: 'font-weight:bold', 31: 'color:#cd3131', 32: 'color:#1d9a4a', 35: 'color:#bc3fbc' };

function inColor(text) {
  const escaped = text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return escaped.replace(/\u001b\[(\d+)m/g, (_, code) =>
    code in STYLES ? `<span style="${STYLES[code]}">` : '</span>',
  );
}
