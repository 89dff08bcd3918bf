import { Command, Option } from 'commander';
import type { DoctorOptions } from '../../run/doctor';
import type { Io } from '../../shared/io';
import { environmentsOption, jsonOption, type Done } from '../options';

export function doctorCommand(io: Io, done: Done): Command {
  return new Command('doctor')
    .description('check this machine, the project and what each credential may do')
    .addOption(
      environmentsOption('environments of which a plan has to be possible, separated by commas (default: none)'),
    )
    .addOption(
      new Option('--ci <where>', 'check the settings of the CI system and the pipeline files only').choices([
        'github',
        'gitlab',
      ]),
    )
    .option('--assembly <folder>', 'with --ci: what another job synthesized; nothing of the project is run')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
For every environment: the smallest scopes and admin role that plan and apply need, and the variable
that has to hold such a credential. Those that are set are shown to their orgs, which are only read.
--env: all that is between here and a plan of these environments, in one list: also the lock file, whether
providers can be installed, whether each state can be reached with the backend's own credentials, read and locked
(the lock is held for a moment), and that the plan's credential cannot read client secrets. "missing" does not
exist, "wrong" exists but cannot be used. The last line is the next command to type.
--ci: whether environments, branch, secrets, actions and tokens are set as the pipelines need it, with the token
of GITHUB_TOKEN or GITLAB_TOKEN. A setting that the token may not read counts as missing. --assembly says which
environments there are, and whether the files that "okta-apps ci" writes are up to date with env/. Without it,
--env lists the environments, the files are not compared, and the exit code says nothing about them.
Exit code: 0 nothing is missing or wrong, 1 something is, or a credential may do too little, or a plan's
credential may write or read client secrets.

Examples:
  $ okta-apps doctor
  $ okta-apps doctor --env prod             all that is between here and a plan of prod
  $ okta-apps doctor --env prod --json      what each credential can do, as JSON
  $ okta-apps doctor --ci github --assembly cdktf.out`,
    )
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('../../run/doctor.js');
      done(await runDoctor(options, io));
    });
}
