import { readFileSync } from 'node:fs';
import { findSourceMap, SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in code as Node.js runs it; line and column count from 1. */
export interface Position {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

type Source = Pick<Position, 'file' | 'line'>;

/** Where `okta-oidc-cdktf/register` leaves what finds sources; it may be another copy of this package. */
const REGISTER = Symbol.for('okta-oidc-cdktf.sourcePosition');

/**
 * Where a place in compiled code is in its source, by what the runner of the project knows: `okta-oidc-cdktf/register`
 * and ts-node keep source maps to themselves, tsx and `--enable-source-maps` give them to Node.js, and `tsc` writes
 * them beside the code. Without a source map JavaScript is the source, and so is TypeScript that Node.js runs itself.
 *
 * @returns undefined for TypeScript that something else compiles, such as jest: its lines are other ones.
 */
export function sourceOf(position: Position, site: NodeJS.CallSite): Source | undefined {
  const mapped = byRegister(position) ?? byNode(position) ?? byFile(position) ?? byStackTrace(site);
  if (mapped !== undefined) return mapped;
  return /\.[cm]?tsx?$/.test(position.file) && !runsTypeScript() ? undefined : position;
}

function runsTypeScript(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

function byRegister(position: Position): Source | undefined {
  const find = (globalThis as { [REGISTER]?: (position: Position) => Source | undefined })[REGISTER];
  return find?.(position);
}

/** A runner that prepares stack traces writes sources into them. */
function byStackTrace(site: NodeJS.CallSite): Source | undefined {
  type Prepare = (error: Error, sites: NodeJS.CallSite[]) => unknown;
  const { prepareStackTrace } = Error as { prepareStackTrace?: Prepare };
  if (prepareStackTrace === undefined) return undefined;
  const text = prepareStackTrace(new Error(), [site]);
  const [, place, line] =
    /(?:\(|\bat )(?:async )?((?:\/|file:\/\/|[A-Za-z]:[\\/])[^()]*):(\d+):\d+\)?\s*$/.exec(String(text)) ?? [];
  if (place === undefined) return undefined;
  return { file: place.startsWith('file://') ? fileURLToPath(place) : place, line: Number(line) };
}

function byNode({ file, line, column }: Position): Source | undefined {
  const map = findSourceMap(file);
  return map && entryOf(map, { file, line, column });
}

/** `tsc` with `sourceMap` or `inlineSourceMap`. */
function byFile(position: Position): Source | undefined {
  const { file } = position;
  if (!/\.[cm]?js$/.test(file)) return undefined;
  try {
    const [, url = ''] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(readFileSync(file, 'utf8')) ?? [];
    const inline = /^data:[^,]*;base64,(.*)$/.exec(url)?.[1];
    if (url === '') return undefined;
    const json =
      inline === undefined
        ? readFileSync(path.resolve(path.dirname(file), url), 'utf8')
        : Buffer.from(inline, 'base64').toString();
    return entryOf(new SourceMap(JSON.parse(json) as ConstructorParameters<typeof SourceMap>[0]), position);
  } catch {
    // Code without its source map: the code itself is a place, too.
    return undefined;
  }
}

function entryOf(map: SourceMap, { file, line, column }: Position): Source | undefined {
  const entry = map.findEntry(line - 1, column - 1);
  if (!('originalSource' in entry)) return undefined;
  const { originalSource: source, originalLine } = entry;
  const absolute = source.startsWith('file://') ? fileURLToPath(source) : path.resolve(path.dirname(file), source);
  return { file: absolute, line: originalLine + 1 };
}
