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
Names of environments and of their variables are in these files only because of it: after a change of env/, or
of the version of the tool, run it again. Their first line holds a digest of the rest: a file that was edited is
not overwritten, and then none is. "okta-apps doctor --ci" says when they are out of date.
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
