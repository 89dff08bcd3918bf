import { Command } from 'commander';
import type { StacksOptions } from '../../project/stacks';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { baseOption, environmentsOption, jsonOption, skipSynthOption, type Done } from '../options';

export function stacksCommand(io: Io, done: Done): Command {
  return new Command('stacks')
    .description('print the names of the stacks')
    .addOption(environmentsOption())
    .option('--changed', 'only those that the code changes in comparison with the merge base')
    .addOption(baseOption())
    .addOption(skipSynthOption())
    .addOption(jsonOption('print {"include":[{"stack","environment"}]} on one line: the matrix of a pipeline'))
    .addHelpText(
      'after',
      `
Exit code: 0 or 1.

Examples:
  $ okta-apps stacks
  $ okta-apps stacks --changed --base origin/main --json`,
    )
    .action(async (options: StacksOptions) => {
      if (options.base !== undefined && !options.changed) throw new UserError('--base requires --changed');
      const { listStacks } = await import('../../project/stacks.js');
      done(await listStacks(options, io));
    });
}
