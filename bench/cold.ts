import { rmSync } from 'node:fs';
import { inTurns, type Ratio } from './measure';
import { CLI, cdktf, projectCopy, ROOT } from './project';

const ROUNDS = 5;

/** The commands as a person starts them: nothing is warm but the disk. */
export function cold(): Ratio[] {
  const template = projectCopy('npx ts-node main.ts');
  try {
    const [ours = 0, theirs = 0] = inTurns(
      [
        { command: process.execPath, args: [CLI, 'synth', '--env', 'dev'], cwd: ROOT },
        {
          command: cdktf(),
          args: ['synth'],
          cwd: template,
          env: { OKTA_ENV: 'dev', CI: '1', CHECKPOINT_DISABLE: '1' },
        },
      ],
      ROUNDS,
    );
    const [help = 0, nothing = 0] = inTurns(
      [
        { command: process.execPath, args: [CLI, '--help'] },
        { command: process.execPath, args: ['-e', '0'] },
      ],
      2 * ROUNDS + 1,
    );
    return [
      {
        name: 'okta-apps synth of one environment, beside cdktf synth',
        value: ours,
        baseline: theirs,
        unit: 's',
        limit: 0.12,
      },
      { name: 'okta-apps --help, beside node -e 0', value: help, baseline: nothing, unit: 's', limit: 3 },
    ];
  } finally {
    rmSync(template, { recursive: true });
  }
}
