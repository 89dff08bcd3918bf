import { appendFile } from 'node:fs/promises';
import type { Io } from '../shared/io';

/** Adds to the summary of a job of GitHub, masked; elsewhere the log of the job is all that people read. */
export async function addToSummary(markdown: string, { env, secrets }: Pick<Io, 'env' | 'secrets'>): Promise<void> {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file) await appendFile(file, `${secrets?.mask(markdown) ?? markdown}\n`);
}
