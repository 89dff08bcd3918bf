import { Command } from 'commander';
import type { NewAppOptions } from '../../scaffold/new/new-app';
import type { Io } from '../../shared/io';
import type { Done } from '../options';

export function newCommand(io: Io, done: Done): Command {
  return new Command('new')
    .description('write what a new app or a new environment needs in env/ and stacks/')
    .addCommand(appCommand(io, done))
    .addCommand(envCommand(io, done))
    .addHelpText(
      'after',
      `
Edits files with the project's own TypeScript, and formats them with its Prettier. Either all files are written or
none. Runs tests whose snapshots list addresses, and updates the snapshots. Exit code: 0 written, 1 not written.

Examples:
  $ okta-apps new app invoices-web --team invoices
  $ okta-apps new env qa`,
    );
}

function appCommand(io: Io, done: Done): Command {
  return new Command('app')
    .description('declare an app: its origins in each environment, and its declaration in the stack of its team')
    .argument('<name>', 'the construct ID, which becomes its Terraform address')
    .requiredOption('--team <team>', 'whose stack gets it; a new team gets a stack')
    .action(async (name: string, options: NewAppOptions) => {
      const { newApp } = await import('../../scaffold/new/new-app.js');
      done(await newApp(name, options, io));
    });
}

function envCommand(io: Io, done: Done): Command {
  return new Command('env')
    .description('add an environment by copying an existing one under a new name')
    .argument('<name>', 'letters, digits and "-"; becomes the end of the names of its stacks')
    .action(async (name: string) => {
      const { newEnv } = await import('../../scaffold/new/new-env.js');
      done(await newEnv(name, io));
    });
}
