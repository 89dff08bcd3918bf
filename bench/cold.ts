import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTurns, type Ratio } from './measure';
import { CLI, cdktf, projectCopy, ROOT } from './project';
import { teamsProject } from './teams-project';

const ROUNDS = 5;
/** Node 22 itself starts in half of the time that Node 20 takes, so the same work is more beside it. */
const HELP_LIMIT = Number(process.versions.node.split('.')[0]) < 22 ? 1.5 : 2.1;

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
      { name: 'okta-apps --help, beside node -e 0', value: help, baseline: nothing, unit: 's', limit: HELP_LIMIT },
      throughNpx(),
    ];
  } finally {
    rmSync(template, { recursive: true });
  }
}

/**
 * What npx adds to the tool in a project that has it as a package. npm itself takes seven times as long to start as Node,
 * whatever it then runs, and nothing of the tool changes that: so the time of npx with an empty command is taken off. In
 * this repository npx would be slower, since npm installs a package that is its own into a cache first.
 */
function throughNpx(): Ratio {
  const { folder: cwd } = teamsProject(1, ['dev'], 1);
  try {
    const bin = join(cwd, 'node_modules', '.bin');
    rmSync(bin);
    mkdirSync(bin);
    symlinkSync(CLI, join(bin, 'okta-apps'));
    writeFileSync(join(bin, 'nothing'), '#!/usr/bin/env node\n', { mode: 0o755 });
    const [whole = 0, npx = 0, ours = 0] = inTurns(
      [
        { command: 'npx', args: ['--no', 'okta-apps', 'stacks'], cwd },
        { command: 'npx', args: ['--no', 'nothing'], cwd },
        { command: process.execPath, args: [CLI, 'stacks'], cwd },
      ],
      2 * ROUNDS + 1,
    );
    return {
      name: 'npx okta-apps stacks without npx itself, beside the program',
      value: whole - npx,
      baseline: ours,
      unit: 's',
      limit: 1.5,
    };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
