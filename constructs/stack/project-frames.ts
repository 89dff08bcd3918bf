import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPathBelow, type SourcePlace } from '../../okta-apps/shared/source-places';
import { sourceOf, type Position } from './source-position';

/** This package's own code, which makes constructs for its users. */
const LIBRARY = path.resolve(__dirname, '..') + path.sep;

/** Compiled positions that were looked up: apps that a loop makes share one. */
const known = new Map<string, SourcePlace | undefined>();

/** The first frame that is in a file of the project: not in a package, not in this library, not in Node.js. */
export function firstInProject(sites: readonly NodeJS.CallSite[]): SourcePlace | undefined {
  for (const site of sites) {
    const position = positionOf(site);
    if (position === undefined || position.file.startsWith(LIBRARY)) continue;
    const key = `${position.file}:${position.line}:${position.column}`;
    if (!known.has(key)) known.set(key, inProject(sourceOf(position, site)));
    const place = known.get(key);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Undefined for code that is in no file. */
function positionOf(site: NodeJS.CallSite): Position | undefined {
  const name = site.getFileName();
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  if (!name || line === null || column === null) return undefined;
  const file = name.startsWith('file://') ? fileURLToPath(name) : name;
  return path.isAbsolute(file) ? { file, line, column } : undefined;
}

/** The place as the project names it; undefined where it is not in the project's own code. */
export function inProject(source: Pick<Position, 'file' | 'line'> | undefined): SourcePlace | undefined {
  if (source === undefined) return undefined;
  const { file, line } = source;
  const below = path.relative(projectFolder(process.cwd()), file).replaceAll(path.sep, '/');
  if (!isPathBelow(below) || below.split('/').includes('node_modules')) return undefined;
  return { file: below, line };
}

/** The folder of `cdktf.json`, or where the app was started when there is none. */
export function projectFolder(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'cdktf.json'))) return folder;
    if (folder === path.dirname(folder)) return from;
  }
}
