import { Command } from 'commander';
import type { SynthOptions } from '../../project/synth';
import type { Io } from '../../shared/io';
import { environmentsOption, jsonOption, type Done } from '../options';

export function synthCommand(io: Io, done: Done): Command {
  return new Command('synth')
    .description('write the files that Terraform reads, as "cdktf synth" does')
    .addOption(environmentsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Runs the "app" of cdktf.json, without any secret in its environment.
Exit code: 0 written, 1 nothing was written.

Examples:
  $ okta-apps synth                         all environments but local ones
  $ okta-apps synth --env dev,prod
  $ okta-apps synth --json                  the problems as JSON`,
    )
    .action(async (options: SynthOptions) => {
      const { runSynth } = await import('../../project/synth.js');
      done(await runSynth(options, io));
    });
}
