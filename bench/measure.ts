import { spawnSync } from 'node:child_process';

/** One line of the result: a figure, what it is measured against, and the most that it may be. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly baseline: number;
  readonly unit: 's' | 'MiB' | 'ms per app' | 'ms per sign-in' | 'requests per app';
  readonly limit: number;
}

/** Middle of an odd number of values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes that are a success. @default [0] */
  readonly accepted?: readonly number[];
}

/** Seconds that the command takes, its output thrown away. @throws when it ends with another exit code */
function seconds({ command, args, cwd, env, accepted = [0] }: Command): number {
  const begin = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
  if (status === null || !accepted.includes(status))
    throw new Error(`${command} ${args.join(' ')} exited with ${String(status)}\n${stderr}`);
  return Number(process.hrtime.bigint() - begin) / 1e9;
}

/** Median seconds of each command, run in turns so that a busy moment of the machine hits them alike. */
export function inTurns(commands: readonly Command[], rounds: number): number[] {
  const taken = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    commands.forEach((command, index) => taken[index]?.push(seconds(command)));
  }
  return taken.map(median);
}

/** The ratio as a line of the report. */
export function line({ name, value, baseline, unit, limit }: Ratio): string {
  const ratio = value / baseline;
  const verdict = ratio <= limit ? 'ok' : 'OVER';
  const figures = `${value.toFixed(3)} ${unit} against ${baseline.toFixed(3)} ${unit}`;
  return `${verdict.padEnd(5)} ${ratio.toFixed(3).padStart(8)} × (at most ${limit} ×)  ${name}: ${figures}`;
}
