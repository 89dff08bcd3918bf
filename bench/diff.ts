import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { inTurns, type Ratio } from './measure';
import { CLI, cdktf, projectCopy } from './project';

const STACK = 'storefront-local';
const ROUNDS = 5;

/** `okta-apps plan` of one stack, synth included, beside `cdktf diff` of the same, against one running org. */
export async function diff(): Promise<Ratio[]> {
  const folder = projectCopy();
  const org = spawn(process.execPath, [CLI, 'org', '--json', '--data', join(folder, '.okta-local', 'org')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const line = await new Promise<string>((resolve, reject) => {
      org.once('exit', () => {
        reject(new Error('okta-apps org ended'));
      });
      org.stdout.setEncoding('utf8').once('data', resolve);
    });
    const { url, token, reattach } = JSON.parse(line) as { url: string; token: string; reattach: object };
    const attached = { OKTA_HTTP_PROXY: url, OKTA_API_TOKEN: token, TF_REATTACH_PROVIDERS: JSON.stringify(reattach) };
    const plain = { OKTA_ENV: 'local', CI: '1', CHECKPOINT_DISABLE: '1' };
    const [ours = 0, theirs = 0] = inTurns(
      [
        {
          command: process.execPath,
          args: [CLI, 'plan', STACK, '--env', 'local'],
          cwd: folder,
          accepted: [0, 2],
        },
        {
          command: cdktf(),
          args: ['diff', STACK, '--skip-provider-lock'],
          cwd: folder,
          env: { ...plain, ...attached },
        },
      ],
      ROUNDS,
    );
    return [
      { name: 'okta-apps plan of one stack, beside cdktf diff', value: ours, baseline: theirs, unit: 's', limit: 0.25 },
    ];
  } finally {
    const ended = new Promise((resolve) => org.once('close', resolve));
    org.removeAllListeners('exit').kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  }
}
