import { counted } from '../shared/lists';
import path from 'node:path';
import { readAssembly } from './assembly';
import type { Io } from '../shared/io';
import { findProject } from './find-project';
import { synthesize, synthesizeToJson } from './run-app';

export interface SynthOptions {
  /** Names of environments, separated by commas. @default - OKTA_ENV, as the app reads it */
  readonly env?: string;
  readonly json?: boolean;
}

/** `okta-apps synth`. @returns 0 written · 1 nothing was written */
export async function runSynth({ env, json }: SynthOptions, io: Io): Promise<number> {
  const project = findProject(io.cwd);
  if (json) {
    const { ok, document } = await synthesizeToJson(project, env, io);
    io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return ok ? 0 : 1;
  }
  await synthesize(project, { environments: env, stdout: io.stdout }, io);
  const names = readAssembly(project.outdir, project.output, io.stderr).map(({ name }) => name);
  const folder = path.relative(io.cwd, project.outdir) || '.';
  const listed = names.length === 0 ? '' : `: ${names.join(', ')}`;
  io.stdout.write(`Wrote ${counted(names.length, 'stack')} to ${folder}${listed}\n`);
  return 0;
}
