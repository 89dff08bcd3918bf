import { Command, Option } from 'commander';
import type { OrgOptions } from '../../run/org';
import type { Io } from '../../shared/io';
import { jsonOption, type Done } from '../options';

export function orgCommand(io: Io, done: Done): Command {
  return new Command('org')
    .description('run an Okta org and its Terraform provider on this machine')
    .option('--port <number>', 'port of the org; 0 picks any free port', '0')
    .option('--data <folder>', 'where the org keeps its data (default: .okta-local/org)')
    .addOption(
      new Option('--group <name>', 'a group that the org is to have; repeatable').argParser(
        (value: string, all: readonly string[] | undefined): readonly string[] => [...(all ?? []), value],
      ),
    )
    .option('--watch', "apply the project's stacks, and every edit of them while the org runs")
    .addOption(jsonOption('print {"url","token","reattach"} on one line when it is ready'))
    .addHelpText(
      'after',
      `
Runs until Ctrl-C or SIGTERM. Works in any folder.

Examples:
  $ okta-apps org
  $ okta-apps org --watch
  $ okta-apps org --port 8080 --data /tmp/my-org
  $ okta-apps org --group Sales --group 'Sales EMEA'
  $ okta-apps org --json`,
    )
    .action(async (options: OrgOptions) => {
      const { runOrg } = await import('../../run/org.js');
      done(await runOrg(options, io));
    });
}
