import { Command } from 'commander';
import type { InitOptions } from '../../scaffold/init/init';
import type { Io } from '../../shared/io';
import type { Done } from '../options';

export function initCommand(io: Io, done: Done): Command {
  return new Command('init')
    .description('create a project in this folder: environments, a stack with an app, a test')
    .option('--yes', 'do not prompt: use defaults for what is not given')
    .option('--name <name>', 'name of the project (default: the name of the folder)')
    .option('--env <names>', 'environments besides local, separated by commas (default: dev,prod)')
    .option(
      '--ci <system>',
      'pipeline files to write: github, gitlab or none (default: github, or what the remote says)',
    )
    .option('--org <name>', 'Okta org of production, "acme" of https://acme.okta.com (default: acme)')
    .addHelpText(
      'after',
      `
Works in an empty folder, or next to a cdktf.json. Existing files are never changed: the command prints what to add
to them. The environment called prod or live is production; if there is none, the last one is.
The pipeline files are those of "okta-apps ci". In a folder with a cdktf.json, run that after the install.
Exit code: 0 written, or a project already exists; 1 nothing was written; 130 Ctrl-C at a question.

Examples:
  $ okta-apps init
  $ okta-apps init --yes --env dev,staging,prod --org acme`,
    )
    .action(async (options: InitOptions) => {
      const { runInit } = await import('../../scaffold/init/init.js');
      const { appliedBranch, placeProblem } = await import('../../run/ci/repository.js');
      const branch = async () => await appliedBranch(io.cwd, undefined, io);
      done(await runInit(options, io, { branch, problem: placeProblem(io.cwd) }));
    });
}
