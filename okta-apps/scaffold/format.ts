import { createRequire } from 'node:module';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inheritedBySynth } from '../project/run-app';
import type { Project } from '../project/find-project';
import { Interrupted } from '../shared/errors';
import type { Io } from '../shared/io';
import { list } from '../shared/json';
import { jsonOf } from '../shared/read-file';
import { scratchFolder } from '../shared/scratch-folder';
import { runChild } from '../terraform/child';
import type { FileToWrite } from './write-all';

const GRACE_MS = 2_000;

/**
 * Formats with the Prettier of the project. A file that was not formatted by it before stays as it is, so that the
 * difference holds what was added and nothing else.
 */
const PROGRAM = `
const { readFileSync } = require('node:fs');
const path = require('node:path');
const [prettierFile, folder, input] = process.argv.slice(1);
async function main() {
  const prettier = require(prettierFile);
  const texts = [];
  for (const { name, text, before } of JSON.parse(readFileSync(input, 'utf8'))) {
    const file = path.join(folder, name);
    const { ignored, inferredParser } = await prettier.getFileInfo(file, {
      ignorePath: ['.gitignore', '.prettierignore'].map((one) => path.join(folder, one)),
    });
    const options = { ...(await prettier.resolveConfig(file, { editorconfig: true })), filepath: file };
    const keeps = ignored || inferredParser === null || (before !== undefined && !(await prettier.check(before, options)));
    texts.push(keeps ? text : await prettier.format(text, options));
  }
  process.stdout.write(JSON.stringify(texts));
}
main();
`;

/** The files as the project formats its own; as they are where it has no Prettier, or one that fails. */
export async function formatFiles(
  project: Project,
  files: readonly FileToWrite[],
  io: Io,
): Promise<readonly FileToWrite[]> {
  const prettier = prettierOf(project.folder);
  if (prettier === undefined || files.length === 0) return files;
  const folder = await scratchFolder();
  try {
    const input = path.join(folder, 'files.json');
    await writeFile(input, JSON.stringify(files));
    const { stdout, interrupted } = await runChild(process.execPath, ['-e', PROGRAM, prettier, project.folder, input], {
      cwd: project.folder,
      // A configuration of Prettier may be a program of the project, which gets what its app gets.
      env: inheritedBySynth(project, io.env),
      stop: io.stop,
      graceMs: GRACE_MS,
    });
    if (interrupted) throw new Interrupted('interrupted; nothing was written');
    const texts = list(jsonOf(stdout));
    return files.map((file, at) => ({ ...file, text: typeof texts[at] === 'string' ? texts[at] : file.text }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The entry of the project's own Prettier; undefined where it has none. */
function prettierOf(folder: string): string | undefined {
  try {
    return createRequire(path.join(folder, 'package.json')).resolve('prettier');
  } catch {
    return undefined;
  }
}
