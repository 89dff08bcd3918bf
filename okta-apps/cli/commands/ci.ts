import { Command } from 'commander';
import type { CiOptions } from '../../run/ci';
import type { Io } from '../../shared/io';
import type { Done } from '../options';

export function ciCommand(io: Io, done: Done): Command {
  return new Command('ci')
    .description('write the pipeline files from env/')
    .option('--github', 'the workflows of GitHub: .github/workflows/')
    .option('--gitlab', 'the file of GitLab that .gitlab-ci.yml includes: .gitlab/okta-apps.yml')
    .option('--branch <name>', 'with --github: the branch that is applied (default: as before, origin/HEAD, main)')
    .addHelpText(
      'after',
      `
Run it again after a change in env/ or a new version of the tool: the names of environments and their variables
are in these files. The first line of each holds a digest of the rest. If one of them was edited, none is
overwritten. "okta-apps doctor --ci" reports files that are out of date.
Exit code: 0 written, or nothing to write; 1 nothing was written.

Examples:
  $ okta-apps ci --github
  $ okta-apps ci --gitlab`,
    )
    .action(async (options: CiOptions) => {
      const { runCi } = await import('../../run/ci.js');
      done(await runCi(options, io));
    });
}
