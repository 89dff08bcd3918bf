import { field, isList, isObject, type JsonObject } from './json';

/** The name of the file beside a stack's `cdk.tf.json` that says where the code declares what is in the stack. */
export const PLACES_FILE = 'okta-apps.places.json';

/** A line of the project's code. */
export interface SourcePlace {
  /** Relative to the project's folder, with `/`: `stacks/billing.ts`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Where the code declares a stack and what is in it. */
export interface StackPlaces {
  readonly stack?: SourcePlace;
  /** By Terraform address. */
  readonly resources: Readonly<Record<string, SourcePlace>>;
  /** Values of the environment by their path: `rules.waivers`; '' is the environment. @default - they are not known */
  readonly values?: Readonly<Record<string, SourcePlace>>;
}

const VERSION = 1;
const LONGEST_PATH = 1_000;
const MOST_LINES = 10_000_000;

/** How people write a place: `stacks/billing.ts:14`. */
export function placeText({ file, line }: SourcePlace): string {
  return `${file}:${line}`;
}

/** Whether both are the same line. */
export function isSamePlace(one: SourcePlace, other: SourcePlace): boolean {
  return one.file === other.file && one.line === other.line;
}

/**
 * The places as the text of their file: each file has its name once, and an address has the number of its file and the
 * line. Thousands of apps have it beside their `cdk.tf.json`.
 */
export function placesText({ stack, resources, values }: StackPlaces): string {
  const numbers = new Map<string, number>();
  const entry = ({ file, line }: SourcePlace) => {
    const number = numbers.get(file) ?? numbers.size;
    numbers.set(file, number);
    return [number, line];
  };
  const own = stack === undefined ? {} : { stack: entry(stack) };
  const entries = (all: Readonly<Record<string, SourcePlace>>) =>
    Object.fromEntries(Object.entries(all).map(([name, place]) => [name, entry(place)]));
  const content = {
    version: VERSION,
    ...own,
    resources: entries(resources),
    ...(values !== undefined && { values: entries(values) }),
    files: [...numbers.keys()],
  };
  return `${JSON.stringify(content)}\n`;
}

/**
 * Reads what `placesText` wrote. Another job may have written it, and that job may have run anything: a file that
 * holds anything but lines of files below the project's folder is not believed at all.
 *
 * @returns undefined for such a file.
 */
export function parsePlaces(text: string): StackPlaces | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(content) || field(content, 'version') !== VERSION) return undefined;
  const [stack, resources, files] = ['stack', 'resources', 'files'].map((key) => field(content, key));
  if (!isObject(resources) || !isList(files) || !files.every(isPathBelow)) return undefined;
  const own = stack === undefined ? undefined : placeIn(stack, files);
  if (stack !== undefined && own === undefined) return undefined;
  const values = field(content, 'values');
  if (values !== undefined && !isObject(values)) return undefined;
  const [places, inEnvironment] = [placesIn(resources, files), values && placesIn(values, files)];
  if (places === undefined || (values !== undefined && inEnvironment === undefined)) return undefined;
  return {
    ...(own !== undefined && { stack: own }),
    resources: places,
    ...(inEnvironment !== undefined && { values: inEnvironment }),
  };
}

/** The line of a value, or else of what it is in: `rules.waivers[0].reason` is in `rules.waivers[0]`. */
export function placeOfValue(values: StackPlaces['values'] = {}, prop: string): SourcePlace | undefined {
  let rest = prop.replace(/\["([^"\\]*)"\]/g, '.$1');
  while (rest !== '' && !Object.hasOwn(values, rest)) rest = rest.replace(/(?:^|\.)[^.[\]]*$|\[[^\]]*\]$|\]$/, '');
  return Object.hasOwn(values, rest) ? values[rest] : undefined;
}

/** Whether it is a path to a file below a folder, which it cannot leave: names with `/` between them, and no other sign of paths or URLs. */
export function isPathBelow(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_PATH) return false;
  if (/[\\:?#%\p{C}\p{Zl}\p{Zp}]/u.test(value)) return false;
  // Readers of URLs leave out blanks at the ends, which makes '.. ' the folder above.
  return value.split('/').every((name) => !['', '.', '..'].includes(name.trim()));
}

/** Whether it is the number of a line. */
export function isLine(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MOST_LINES;
}

function placesIn(resources: JsonObject, files: readonly string[]): Readonly<Record<string, SourcePlace>> | undefined {
  const places: [string, SourcePlace][] = [];
  for (const [address, entry] of Object.entries(resources)) {
    const place = placeIn(entry, files);
    if (place === undefined) return undefined;
    places.push([address, place]);
  }
  return Object.fromEntries(places);
}

function placeIn(entry: unknown, files: readonly string[]): SourcePlace | undefined {
  if (!isList(entry) || entry.length !== 2) return undefined;
  const [number, line] = entry;
  const file = typeof number === 'number' ? files[number] : undefined;
  return file !== undefined && isLine(line) ? { file, line } : undefined;
}
