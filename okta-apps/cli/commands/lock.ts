import { Command } from 'commander';
import type { LockOptions } from '../../run/provider-lock';
import type { Io } from '../../shared/io';
import { environmentsOption, jsonOption, type Done } from '../options';

export function lockCommand(io: Io, done: Done): Command {
  return new Command('lock')
    .description('write .terraform.lock.hcl: the provider versions of the stacks, for all platforms')
    .addOption(environmentsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Takes the newest versions that all stacks allow, from the registry, with the checksums of Linux, macOS and
Windows on amd64 and arm64. Commit the file: plan and apply install what it says and nothing else.
Exit code: 0 written, 1 nothing was changed.

Examples:
  $ okta-apps lock`,
    )
    .action(async (options: LockOptions) => {
      const { runLock } = await import('../../run/provider-lock.js');
      done(await runLock(options, io));
    });
}
