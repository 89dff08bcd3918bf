import { Command, Option } from 'commander';
import type { DoctorOptions } from '../../run/doctor';
import type { Io } from '../../shared/io';
import { environmentsOption, jsonOption, type Done } from '../options';

export function doctorCommand(io: Io, done: Done): Command {
  return new Command('doctor')
    .description('check this machine, the project and what each credential may do')
    .addOption(environmentsOption('environments that must be ready to plan, separated by commas (default: none)'))
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
that must hold such a credential. Each credential that is set is tried against its org, which is only read.
--env: one list of everything that is missing before these environments can be planned. It includes the lock file,
whether providers can be installed, whether each state can be reached with the backend's own credentials, read and
locked (the lock is held for a moment), and that the plan credential cannot read client secrets. "missing" does not
exist, "wrong" exists but cannot be used. The last line is the next command to run.
--ci: whether environments, branch, secrets, actions and tokens are set up as the pipelines need them. The token
comes from GITHUB_TOKEN or GITLAB_TOKEN. A setting that it may not read counts as missing. --assembly provides the
names of the environments, and shows whether the files of "okta-apps ci" are up to date with env/. Without it, pass
the environments with --env. The files are not compared then, and the exit code does not cover them.
Exit code: 0 nothing is missing or wrong, 1 something is, or a credential has too few permissions, or a plan
credential can write or read client secrets.

Examples:
  $ okta-apps doctor
  $ okta-apps doctor --env prod             everything that is missing before prod can be planned
  $ okta-apps doctor --env prod --json      what each credential can do, as JSON
  $ okta-apps doctor --ci github --assembly cdktf.out`,
    )
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('../../run/doctor.js');
      done(await runDoctor(options, io));
    });
}
