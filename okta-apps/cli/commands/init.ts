import { Command } from 'commander';
import type { InitOptions } from '../../scaffold/init/init';
import type { Io } from '../../shared/io';
import type { Done } from '../options';

export function initCommand(io: Io, done: Done): Command {
  return new Command('init')
    .description('make a project in this folder: environments, a stack with an app, a test')
    .option('--yes', 'ask nothing: take the defaults of what is not given')
    .option('--name <name>', 'name of the project (default: that of the folder)')
    .option('--env <names>', 'environments besides local, separated by commas (default: dev,prod)')
    .option('--org <name>', 'Okta org of production, "acme" of https://acme.okta.com (default: acme)')
    .addHelpText(
      'after',
      `
Works in an empty folder, and in that of a cdktf.json. Files that exist are never changed: it says what to add to
them. The environment that is called prod or live, or else the last one, is production.
Exit code: 0 written, or there is a project already; 1 nothing was written.

Examples:
  $ okta-apps init
  $ okta-apps init --yes --env dev,staging,prod --org acme`,
    )
    .action(async (options: InitOptions) => {
      const { runInit } = await import('../../scaffold/init/init.js');
      done(await runInit(options, io));
    });
}
