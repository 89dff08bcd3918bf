import { rm } from 'node:fs/promises';
import { scratchFolder } from '../shared/scratch-folder';
import { readAssembly, type AssembledStack } from './assembly';
import type { Io } from '../shared/io';
import type { Project } from './find-project';
import { synthesize } from './run-app';

/** Synthesizes into a folder that is there for as long as `work` takes: the project's own output stays as it is. */
export async function synthElsewhere<T>(
  project: Project,
  environments: string | undefined,
  io: Io,
  work: (stacks: readonly AssembledStack[]) => Promise<T>,
): Promise<T> {
  const outdir = await scratchFolder();
  try {
    await synthesize({ ...project, output: outdir, outdir }, { environments, stdout: io.stderr }, io);
    return await work(readAssembly(outdir, project.output));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
