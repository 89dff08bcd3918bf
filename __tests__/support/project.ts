import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { App } from 'cdktf';
import type { Environment } from '../../constructs/environment';
import { synthesize } from '../../constructs/synthesize';

/** What one run of `synthesize` printed, left and wrote. */
export interface SynthRun {
  readonly stderr: string;
  readonly stdout: string;
  readonly exitCode: number | string | null | undefined;
  /** What a program gets that asks for JSON; undefined where none was written. */
  readonly document: unknown;
  /** Path below the output folder → content. */
  readonly files: Readonly<Record<string, string>>;
}

/** Synthesizes into a folder of its own, as `main.ts` does, and puts everything back. */
export function runSynthesize(options: {
  environments: readonly Environment[];
  wanted?: string;
  build: (app: App, environment: Environment) => void;
  json?: boolean;
}): SynthRun {
  const { environments, wanted, build } = options;
  return runAsProgram(() => {
    synthesize({ environments, wanted, build });
  }, options);
}

/** Runs a program that synthesizes, with an output folder of its own, and puts everything back. */
export function runAsProgram(program: () => void, options: { json?: boolean } = {}): SynthRun {
  const outdir = mkdtempSync(join(tmpdir(), 'okta-apps-synth-'));
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    }),
  );
  const before = process.exitCode;
  process.env['CDKTF_OUTDIR'] = outdir;
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-document-'));
  const file = join(folder, 'document.json');
  if (options.json === true) process.env['OKTA_APPS_DOCUMENT'] = file;
  try {
    process.exitCode = undefined;
    program();
    const document: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    return { ...printed, document, exitCode: process.exitCode, files: filesIn(outdir) };
  } finally {
    process.exitCode = before;
    delete process.env['CDKTF_OUTDIR'];
    delete process.env['OKTA_APPS_DOCUMENT'];
    for (const spy of spies) spy.mockRestore();
    rmSync(outdir, { recursive: true });
    rmSync(folder, { recursive: true });
  }
}

function filesIn(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) files[relative(folder, path)] = readFileSync(path, 'utf8');
  }
  return files;
}
