import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median, type Ratio } from './measure';

const APPS = 10_000;
const ROUNDS = 3;

interface Sample {
  readonly startSeconds: number;
  readonly mebibytes: number;
  readonly listSeconds: number;
  readonly listed: number;
}

/** The local org with 10,000 apps, each figure beside the most that it may be. */
export function org(): Ratio[] {
  const child = ['-r', 'okta-oidc-cdktf/register', join(__dirname, 'org-child.ts'), String(APPS)];
  const samples = Array.from({ length: ROUNDS }, () => {
    const out = execFileSync(process.execPath, child, { encoding: 'utf8', cwd: join(__dirname, '..') });
    return JSON.parse(out) as Sample;
  });
  if (samples.some(({ listed }) => listed !== APPS)) throw new Error('the org did not list every app');
  const middle = (figure: (sample: Sample) => number): number => median(samples.map(figure));
  return [
    { name: 'start of the local org', value: middle((s) => s.startSeconds), baseline: 0.5, unit: 's', limit: 1 },
    { name: 'memory with 10,000 apps', value: middle((s) => s.mebibytes), baseline: 300, unit: 'MiB', limit: 1 },
    { name: 'listing of 10,000 apps', value: middle((s) => s.listSeconds), baseline: 1, unit: 's', limit: 1 },
  ];
}
