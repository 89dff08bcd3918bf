import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ASSETS } from './assets';
import type { DocumentProblem } from './problem';

/** What Terraform or OpenTofu loads from the folder that it runs in. On some machines names differ by case only. */
const LOADED = /\.(?:tf|tofu|tfvars)(?:\.json)?$/i;
/** Okta's SDK reads `okta.yaml` in it, below the folder that it runs in. */
const SDK_FOLDER = '.okta';
/** Files of `.terraform` that select another workspace or other providers; `init` writes the rest again. */
const SELECTIONS: Readonly<Record<string, string>> = { environment: 'default', plugin_path: '' };

/**
 * Files beside a document that Terraform, OpenTofu or the provider would read, and assets that are no ordinary files.
 * What Terraform, cdktf and this tool leave behind is none of these.
 *
 * @param document name of the document's own file.
 */
export async function checkFolder(folder: string, document: string): Promise<readonly DocumentProblem[]> {
  const entries = await entriesOf(folder);
  const [own, assets] = [document, ASSETS].map((wanted) => entries.find(({ name }) => name === wanted));
  const loaded = entries.filter(({ name }) => name !== document && (LOADED.test(name) || name === SDK_FOLDER));
  return [
    ...(own === undefined || own.isFile() ? [] : [otherFile(document)]),
    ...loaded.map(({ name }) => otherFile(name)),
    ...(await selections(path.join(folder, '.terraform'))),
    ...(assets === undefined || assets.isDirectory() ? await unusualAssets(folder, ASSETS) : [unusualAsset(ASSETS)]),
  ];
}

function otherFile(name: string): DocumentProblem {
  return { kind: 'other-file', address: name, prop: 'file' };
}

function unusualAsset(name: string): DocumentProblem {
  return { kind: 'unusual-asset', address: name, prop: 'file' };
}

async function selections(folder: string): Promise<readonly DocumentProblem[]> {
  const entries = await entriesOf(folder);
  const found = entries.filter(({ name }) => Object.hasOwn(SELECTIONS, name));
  const problems = await Promise.all(
    found.map(async (entry) => {
      const text = entry.isFile() ? await readFile(path.join(folder, entry.name), 'utf8') : undefined;
      return text?.trim() === SELECTIONS[entry.name] ? [] : [otherFile(`.terraform/${entry.name}`)];
    }),
  );
  return problems.flat();
}

/** Nothing in an asset may be a link, hidden, or configuration that changes other configuration. */
async function unusualAssets(folder: string, shown: string): Promise<readonly DocumentProblem[]> {
  const entries = await entriesOf(path.join(folder, shown));
  const problems = await Promise.all(
    entries.map(async (entry): Promise<readonly DocumentProblem[]> => {
      const name = `${shown}/${entry.name}`;
      const ordinary = (entry.isFile() || entry.isDirectory()) && !entry.name.startsWith('.');
      if (!ordinary || OVERRIDE.test(entry.name)) return [unusualAsset(name)];
      return entry.isDirectory() ? await unusualAssets(folder, name) : [];
    }),
  );
  return problems.flat();
}

const OVERRIDE = /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/i;

/** Sorted; empty where there is no such folder. */
async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw error;
  }
}
