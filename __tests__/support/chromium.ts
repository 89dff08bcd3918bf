import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run test:full` installs it first (scripts/set-up-tools.mjs). */
const TOOLS = join(__dirname, '../tools');

/** Pictures of the pages for people to look at; git ignores them. */
const PICTURES = join(__dirname, '../pictures');

/** A message of the console, an error of a script, or a request. */
export interface PageEvent {
  readonly message?: string;
  text?(): string;
  url?(): string;
}

/** What the tests use of a page of Playwright, whose types are no dependency. */
export interface BrowserPage {
  goto(url: string): Promise<unknown>;
  url(): string;
  fill(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  press(selector: string, key: string): Promise<void>;
  textContent(selector: string): Promise<string | null>;
  waitForURL(url: RegExp): Promise<void>;
  evaluate<T>(work: string | ((argument: never) => T), argument?: unknown): Promise<T>;
  screenshot(options: { readonly path: string; readonly fullPage: boolean }): Promise<unknown>;
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  emulateMedia(media: { readonly colorScheme?: 'light' | 'dark'; readonly media?: 'print' | 'screen' }): Promise<void>;
  selectOption(selector: string, value: string): Promise<unknown>;
  on(event: 'console' | 'pageerror' | 'request', listener: (what: PageEvent) => void): void;
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  close(): Promise<void>;
}

/** A browser of its own for each sign-in: `newPage` has no cookies of another one. */
export interface WindowBrowser {
  newPage(options?: { readonly javaScriptEnabled?: boolean }): Promise<BrowserPage>;
  close(): Promise<void>;
}

interface Playwright {
  readonly chromium: {
    launch(options: { executablePath: string; args: readonly string[]; headless: true }): Promise<WindowBrowser>;
  };
}

/** Chromium is extracted, which says where it is. The package is an ES module, which jest does not load. */
const WHERE = `import('@sparticuz/chromium').then(async ({ default: chromium }) => {
  console.log(await chromium.executablePath());
})`;

/**
 * The package's own arguments are for a function in the cloud: one process for all pages, and no protection between
 * origins, which these tests are about. In a container there is no user to whom a sandbox could belong.
 */
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/** Starts a headless Chromium. @returns why not, where this machine cannot */
export async function startChromium(): Promise<WindowBrowser | string> {
  try {
    const text = execFileSync(process.execPath, ['-e', WHERE], {
      cwd: TOOLS,
      encoding: 'utf8',
      timeout: 60_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const executablePath = text.trim();
    const { chromium } = jest.requireActual<Playwright>(join(TOOLS, 'node_modules/playwright-core'));
    return await chromium.launch({ executablePath, args: ARGS, headless: true });
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

/** Takes a picture of a whole page. */
export async function picture(page: BrowserPage, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}
