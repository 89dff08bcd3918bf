import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median, type Ratio } from './measure';

interface Sample {
  readonly seconds: number;
  readonly mebibytes: number;
}

const ROUNDS = 3;

/** `OidcWebApp` with all rules beside raw `AppOauth`, 1,000 and 10,000 apps in one stack. */
export function scale(): Ratio[] {
  const [raw1k, ours1k] = samples(1_000);
  const [raw10k, ours10k] = samples(10_000);
  const ratio = (name: string, value: number, baseline: number, unit: Ratio['unit'], limit: number): Ratio => ({
    name,
    value,
    baseline,
    unit,
    limit,
  });
  return [
    ratio('synth of 1,000 apps, beside raw AppOauth', ours1k.seconds, raw1k.seconds, 's', 1),
    ratio('synth of 10,000 apps, beside raw AppOauth', ours10k.seconds, raw10k.seconds, 's', 1),
    ratio('memory of 1,000 apps, beside raw AppOauth', ours1k.mebibytes, raw1k.mebibytes, 'MiB', 1.2),
    ratio('memory of 10,000 apps, beside raw AppOauth', ours10k.mebibytes, raw10k.mebibytes, 'MiB', 1.2),
    ratio('synth of 10,000 apps, beside 1,000', ours10k.seconds, ours1k.seconds, 's', 11),
  ];
}

function samples(apps: number): [raw: Sample, ours: Sample] {
  const taken = { raw: [] as Sample[], ours: [] as Sample[] };
  for (let round = 0; round < ROUNDS; round++) {
    taken.raw.push(sample('raw', apps));
    taken.ours.push(sample('ours', apps));
  }
  return [middle(taken.raw), middle(taken.ours)];
}

function sample(kind: 'raw' | 'ours', apps: number): Sample {
  const child = ['-r', 'okta-oidc-cdktf/register', join(__dirname, 'scale-child.ts'), kind, String(apps)];
  const env = { ...process.env };
  delete env['CDKTF_OUTDIR'];
  return JSON.parse(
    execFileSync(process.execPath, child, { encoding: 'utf8', env, cwd: join(__dirname, '..') }),
  ) as Sample;
}

function middle(all: readonly Sample[]): Sample {
  return { seconds: median(all.map((one) => one.seconds)), mebibytes: median(all.map((one) => one.mebibytes)) };
}
