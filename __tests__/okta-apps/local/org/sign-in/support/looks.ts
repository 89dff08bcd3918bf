import type { BrowserPage } from '../../../../../support/chromium';

/** What these functions use of a page; the types of browsers would be those of all files. */
interface Piece {
  readonly tagName: string;
  readonly id: string;
  readonly name: string;
  readonly labels?: { readonly length: number };
  readonly textContent: string | null;
  readonly parentElement: Piece | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
}

interface Paint {
  fillStyle: string;
  clearRect(...area: readonly number[]): void;
  fillRect(...area: readonly number[]): void;
  getImageData(...area: readonly number[]): { readonly data: Iterable<number> };
}

interface Window {
  readonly document: {
    readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number };
    readonly activeElement: Piece | null;
    querySelectorAll(selector: string): Iterable<Piece> & { readonly length: number };
    createElement(name: string): { getContext(kind: string, options: object): Paint | null };
  };
  getComputedStyle(
    piece: Piece,
  ): Readonly<Record<'color' | 'backgroundColor' | 'opacity' | 'outlineStyle' | 'outlineWidth', string>>;
}

/** What is wrong with how a page looks and can be used; empty when nothing is. */
export async function faultsOf(page: BrowserPage): Promise<readonly string[]> {
  return await page.evaluate(findFaults);
}

/** Runs in the page. */
function findFaults(): string[] {
  const faults: string[] = [];
  const { document, getComputedStyle } = globalThis as unknown as Window;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`wider than the window: ${root.scrollWidth} px`);
  for (const field of document.querySelectorAll('input:not([type=hidden])'))
    if ((field.labels?.length ?? 0) === 0) faults.push(`no label: ${field.name}`);
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color: string): number[] => {
    if (paint === null) return [0, 0, 0, 255];
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = color;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r = 0, g = 0, b = 0]: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = [r, g, b].map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const chainOf = (element: Piece | null): Piece[] =>
    element === null ? [] : [element, ...chainOf(element.parentElement)];
  for (const element of document.querySelectorAll('main, main *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');
    if (!own || element.tagName === 'STYLE') continue;
    const chain = chainOf(element);
    const behind = chain
      .map((one) => rgba(getComputedStyle(one).backgroundColor))
      .find((color) => color[3] === 255) ?? [255, 255, 255];
    const opacity = chain.reduce((product, one) => product * Number(getComputedStyle(one).opacity), 1);
    const text = rgba(getComputedStyle(element).color).map(
      (part, at) => part * opacity + (behind[at] ?? 0) * (1 - opacity),
    );
    const [high = 0, low = 0] = [light(text), light(behind)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(1)}: ${(element.textContent ?? '').trim().slice(0, 40)}`);
  }
  return faults;
}

/** Presses Tab through a page. @returns each place that has the focus, with whether that can be seen */
export async function tabbed(page: BrowserPage, times: number): Promise<readonly string[]> {
  const places: string[] = [];
  for (let n = 0; n < times; n += 1) {
    await page.keyboard.press('Tab');
    places.push(
      await page.evaluate(() => {
        const { document, getComputedStyle } = globalThis as unknown as Window;
        const place = document.activeElement;
        if (place === null || place.tagName === 'BODY') return 'the window';
        const { outlineStyle, outlineWidth } = getComputedStyle(place);
        const name = (place.id || place.textContent || '').trim().replace(/\s+/g, ' ');
        return outlineStyle === 'none' || outlineWidth === '0px' ? `${name} (not seen)` : name;
      }),
    );
  }
  return places;
}

/** How many places of a page Tab leads to. */
export async function focusable(page: BrowserPage): Promise<number> {
  return await page.evaluate(() => {
    const { document } = globalThis as unknown as Window;
    return document.querySelectorAll('main button, main input:not([type=hidden]), main a').length;
  });
}
