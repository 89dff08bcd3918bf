import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tablePage, type TablePage } from '../../../../okta-apps/inventory/html/table-page';
import { inventoryPage } from '../../../../okta-apps/inventory/inventory-page';
import { reportPage } from '../../../../okta-apps/inventory/report/report-page';
import { picture, startChromium, type BrowserPage, type WindowBrowser } from '../../../support/chromium';
import { temporaryFolder } from '../../../support/temporary-folder';
import { faultsOf } from '../../local/org/sign-in/support/looks';
import { HOSTILE, manyApps } from '../support/declared-apps';
import { manyReport } from '../support/report-apps';

/** The page in a real browser: what it does, and that data of an app can do nothing. */

let chromium: WindowBrowser | string = 'not started';
const folder = temporaryFolder();
const SIZES = [
  ['desktop', 1440, 900],
  ['phone', 390, 844],
] as const;
const HEADS = [
  ...['App', 'Environment', 'Stack', 'Owner', 'Criticality', 'Client ID', 'Redirect URIs', 'Grants'],
  ...['Sign-on policy', 'Declared in'],
];
const FACTS = { today: '2026-11-21', version: '1.0.0', linkOf: () => '../stacks/a.ts' };

const declared = (count: number): TablePage => inventoryPage(manyApps(count), FACTS);

beforeAll(async () => {
  chromium = await startChromium();
  if (typeof chromium === 'string')
    process.stderr.write(`Chromium does not start here, so no page is looked at in a browser: ${chromium}\n`);
}, 90_000);

afterAll(async () => {
  if (typeof chromium !== 'string') await chromium.close();
});

/** A test of a page; whatever the page says to the console, or asks for, fails it. */
function inBrowser(
  name: string,
  content: TablePage,
  work: (page: BrowserPage) => Promise<void>,
  javaScriptEnabled = true,
): void {
  test(
    name,
    async () => {
      expect(chromium).toBeDefined();
      if (typeof chromium === 'string') return;
      const file = join(folder.path, 'page.html');
      writeFileSync(file, [...tablePage(content)].join(''));
      const page = await chromium.newPage({ javaScriptEnabled });
      const said: (string | undefined)[] = [];
      page.on('console', (message) => said.push(message.text?.()));
      page.on('pageerror', (error) => said.push(error.message));
      page.on('request', (request) => said.push(request.url?.()));
      try {
        await page.goto(pathToFileURL(file).href);
        await work(page);
        expect(said).toEqual([pathToFileURL(file).href]);
      } finally {
        await page.close();
      }
    },
    60_000,
  );
}

/** The first lines of the cells of a column, in the rows that are shown. */
function column(page: BrowserPage, at: number, most = 3): Promise<readonly string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('tbody tr:not([hidden])')].slice(0, ${most}).map((row) => row.children[${at}].firstElementChild.textContent)`,
  );
}

/** The `aria-sort` of each head that has one. */
const sorted = (page: BrowserPage): Promise<readonly string[]> =>
  page.evaluate(
    `[...document.querySelectorAll('thead th[aria-sort]')].map((head) => head.textContent + ' ' + head.getAttribute('aria-sort'))`,
  );

inBrowser('a column sorts both ways by its button, and says so', declared(30), async (page) => {
  expect(await sorted(page)).toEqual([]);
  await page.click('thead th:nth-child(1) button');
  expect(await column(page, 0)).toEqual(['App 0', 'App 1', 'App 2']);
  expect(await sorted(page)).toEqual(['App▲ ascending']);
  await page.click('thead th:nth-child(1) button');
  expect(await column(page, 0)).toEqual(['App 29', 'App 28', 'App 27']);
  expect(await sorted(page)).toEqual(['App▼ descending']);
  await page.click('thead th:nth-child(5) button');
  expect(await column(page, 4, 2)).toEqual(['critical', 'critical']);
  expect((await column(page, 4, 30)).slice(-3)).toEqual(['not set', 'not set', 'not set']);
  await page.click('thead th:nth-child(5) button');
  expect(await column(page, 4, 2)).toEqual(['low', 'low']);
  expect((await column(page, 4, 30)).slice(-3)).toEqual(['not set', 'not set', 'not set']);
});

inBrowser('words and a choice filter together, and the count is told', declared(30), async (page) => {
  await page.fill('#filter', 'STOREFRONT callback');
  expect(await page.textContent('#status')).toBe('6 of 30 apps');
  await page.selectOption('#choice-1', 'prod');
  expect(await page.textContent('#status')).toBe('2 of 30 apps');
  expect(await column(page, 0)).toEqual(['App 11', 'App 26']);
  await page.fill('#filter', 'nothing has this');
  expect(await page.textContent('#status')).toBe('0 of 30 apps');
  await page.fill('#filter', '');
  await page.selectOption('#choice-1', '');
  expect(await page.textContent('#status')).toBe('30 apps');
});

inBrowser('a keyboard reaches everything and can use it', declared(12), async (page) => {
  const order: string[] = [];
  for (let at = 0; at < 15; at += 1) {
    await page.keyboard.press('Tab');
    order.push(await page.evaluate(`document.activeElement.id || document.activeElement.textContent`));
  }
  expect(order).toEqual(
    ['filter', 'choice-1', 'choice-4', 'print', ...HEADS, 'stacks/team-0-stack.ts:10'].slice(0, order.length),
  );
  await page.press('thead th:nth-child(1) button', 'Enter');
  await page.press('thead th:nth-child(1) button', 'Space');
  expect(await column(page, 0, 1)).toEqual(['App 11']);
});

inBrowser('1,000 apps sort and filter by moving and hiding each row once', declared(1_000), async (page) => {
  await page.evaluate(`{
    globalThis.work = 0;
    new MutationObserver((records) => {
      for (const { type, addedNodes } of records) globalThis.work += type === 'attributes' ? 1 : addedNodes.length;
    }).observe(document.querySelector('tbody'), { attributes: true, childList: true, subtree: true });
  }`);
  const work = async (): Promise<number> => await page.evaluate(`{ const done = work; work = 0; done }`);
  await page.fill('#filter', 'prod');
  expect(await page.textContent('#status')).toBe('333 of 1,000 apps');
  expect(await work()).toBe(667);
  await page.fill('#filter', 'prod ');
  expect(await work()).toBe(0);
  await page.click('thead th:nth-child(4) button');
  expect(await work()).toBe(1_000);
  expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(30_000);
});

const INERT = HOSTILE.map((text, at) => ({
  ...manyApps(at + 1)[at]!,
  label: text,
  environment: text,
  stack: text,
  ownership: { owner: text, contact: text, criticality: text },
  clientId: text,
  redirectUris: [text, 'https://user:hunter2@acme.com/cb'],
  grants: [text],
  policy: text,
}));

inBrowser('what an app is called does nothing', inventoryPage(INERT, FACTS), async (page) => {
  await page.fill('#filter', 'owned');
  await page.click('thead th:nth-child(1) button');
  const made = 'document.querySelectorAll("img, base, h1, tbody script, tbody style, [onerror], [onmouseover]").length';
  expect(await page.evaluate(made)).toBe(1);
  expect(await page.evaluate('document.title')).toBe('Declared OIDC apps');
  expect(await page.evaluate('document.querySelectorAll("tbody tr").length')).toBe(HOSTILE.length);
  const text = (await page.textContent('tbody')) ?? '';
  expect(text).toContain(HOSTILE[0]);
  expect(text).toContain('\\u202eevil\\u202c \\u200bzero');
  expect(text).toContain('https://(sensitive)@acme.com/cb');
});

inBrowser(
  'without a script the page is a table to read',
  declared(3),
  async (page) => {
    expect(await page.textContent('tbody tr:nth-child(3) th')).toContain('App 2');
    expect(await page.textContent('thead th:nth-child(2)')).toBe('Environment');
  },
  false,
);

inBrowser('it fits a desktop, a phone and paper, with enough contrast', declared(12), async (page) => {
  for (const [name, width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, `inventory-${name}`);
  }
  await page.setViewportSize({ width: 1050, height: 740 });
  await page.emulateMedia({ media: 'print' });
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.evaluate(`getComputedStyle(document.getElementById('controls')).display`)).toBe('none');
  await picture(page, 'inventory-print');
});

inBrowser('a report is sorted by what is worst, and filtered by it', reportPage(manyReport(1_000)), async (page) => {
  expect(await page.textContent('#status')).toBe('1,000 apps');
  expect(await column(page, 2)).toEqual(['error', 'error', 'error']);
  await page.selectOption('#choice-2', 'warning');
  expect(await page.textContent('#status')).toBe('214 of 1,000 apps');
  await page.selectOption('#choice-1', 'not adoptable');
  expect(await page.textContent('#status')).toBe('71 of 1,000 apps');
  await page.selectOption('#choice-2', '');
  await page.click('thead th:nth-child(10) button');
  expect(await sorted(page)).toEqual(['Secrets▲ ascending']);
  expect(await column(page, 0, 2)).toEqual(['App 994', 'App 988']);
});

inBrowser('a report fits a desktop, a phone and paper', reportPage(manyReport(20)), async (page) => {
  for (const [name, width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, `report-${name}`);
  }
  await page.setViewportSize({ width: 1050, height: 740 });
  await page.emulateMedia({ media: 'print' });
  expect(await faultsOf(page)).toEqual([]);
  await picture(page, 'report-print');
});
