import { Command, Option } from 'commander';
import type { DriftOptions } from '../../drift/run-drift';
import type { Io } from '../../shared/io';
import { assemblyOption, environmentsOption, jsonOption, skipSynthOption, type Done } from '../options';

export function driftCommand(io: Io, done: Done): Command {
  return new Command('drift')
    .description('compare what is declared with what Okta has, in a few requests')
    .addOption(environmentsOption('the environment (default: OKTA_ENV)'))
    .option(
      '--deep',
      'groups, groups claims and secrets, too: two or three requests for each app, within the rate limits',
    )
    .addOption(new Option('--markdown', 'print the text of an issue').conflicts('json'))
    .addOption(
      new Option('--revert', 'also plan the changed apps alone and review that; nothing is applied').conflicts([
        'json',
        'markdown',
      ]),
    )
    .addOption(skipSynthOption())
    .addOption(assemblyOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Compares each declared app and trusted origin with what Okta lists, setting by setting, also settings that no attribute
of okta/okta holds, such as DPoP. Lists apps that no stack declares. Changes nothing.
Values that only Terraform knows are not compared; the first line counts them.
Which app of Okta a declared one is: by the ID in the state, else by importFrom, client ID or label.
Uses the credential "plan" of the environment. Ages of secrets need the credential "rotate".
In CI, use --assembly for an Okta org: project code and credentials never share a job.
Exit code: 0 all is as declared, 2 drift, 1 something could not be read.

Examples:
  $ okta-apps drift --env local
  $ okta-apps drift --env prod --assembly synthesized --markdown
  $ okta-apps drift --env prod --deep --json
  $ okta-apps drift --env dev --revert`,
    )
    .action(async (options: DriftOptions) => {
      const { runDrift } = await import('../../drift/run-drift.js');
      done(await runDrift(options, io));
    });
}
