import { Command, Option } from 'commander';
import type { DoctorOptions } from '../../run/doctor';
import type { Io } from '../../shared/io';
import { environmentsOption, jsonOption, type Done } from '../options';

export function doctorCommand(io: Io, done: Done): Command {
  return new Command('doctor')
    .description('check this machine, the project and what each credential may do')
    .addOption(
      environmentsOption('environments whose credentials have to be there, separated by commas (default: none)'),
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
--ci: whether environments, branch, secrets, actions and tokens are set as the pipelines need it, with the token
of GITHUB_TOKEN or GITLAB_TOKEN. A setting that the token may not read counts as missing. --assembly says which
environments there are, and whether the files that "okta-apps ci" writes are up to date with env/. Without it,
--env lists the environments, the files are not compared, and the exit code says nothing about them.
Exit code: 0 nothing is missing, 1 something is, or a credential may do too little, or a plan's
credential may write.

Examples:
  $ okta-apps doctor
  $ okta-apps doctor --env prod             fail also when a credential of prod is not set
  $ okta-apps doctor --env prod --json      what each credential can do, as JSON
  $ okta-apps doctor --ci github --assembly cdktf.out`,
    )
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('../../run/doctor.js');
      done(await runDoctor(options, io));
    });
}
