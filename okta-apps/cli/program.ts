import { Command } from 'commander';
import type { Io } from '../shared/io';
import { ownVersion } from '../shared/own-package';
import { adoptCommand } from './commands/adopt';
import { applyCommand } from './commands/apply';
import { ciCommand } from './commands/ci';
import { credentialsCommand } from './commands/credentials';
import { doctorCommand } from './commands/doctor';
import { driftCommand } from './commands/drift';
import { initCommand } from './commands/init';
import { inventoryCommand } from './commands/inventory';
import { issueCommand } from './commands/issue';
import { lockCommand } from './commands/lock';
import { newCommand } from './commands/new';
import { orgCommand } from './commands/org';
import { planCommand } from './commands/plan';
import { postCommand } from './commands/post';
import { quickstartCommand } from './commands/quickstart';
import { reviewCommand } from './commands/review';
import { reviewedCommand } from './commands/reviewed';
import { rotateCommand } from './commands/rotate';
import { secretlessCommand } from './commands/secretless';
import { stacksCommand } from './commands/stacks';
import { synthCommand } from './commands/synth';
import type { Done } from './options';

/** In the order of the help. */
const COMMANDS = [
  synthCommand,
  stacksCommand,
  planCommand,
  reviewCommand,
  postCommand,
  reviewedCommand,
  applyCommand,
  inventoryCommand,
  credentialsCommand,
  rotateCommand,
  secretlessCommand,
  driftCommand,
  issueCommand,
  lockCommand,
  orgCommand,
  initCommand,
  newCommand,
  adoptCommand,
  ciCommand,
  doctorCommand,
  quickstartCommand,
];

/**
 * The command line as data. What a command does is loaded when it runs, so that `--help` costs next to nothing.
 *
 * @param done Gets the exit code of the command that ran.
 */
export function createProgram(io: Io, done: Done): Command {
  const program = new Command('okta-apps')
    .description("Plans and applies a team's Okta OIDC web apps, declared with CDK for Terraform.")
    .version(ownVersion(), '--version', "print the tool's version")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .configureHelp({ helpWidth: 100 })
    .addHelpText(
      'after',
      `
Examples:
  $ okta-apps plan --env local              plan everything against an Okta org on this machine
  $ okta-apps plan storefront-dev           plan one stack
  $ okta-apps apply 'storefront-*' --env dev

Every command finds the project by the cdktf.json of this folder or one above it.`,
    );
  for (const command of COMMANDS) program.addCommand(inheriting(command(io, done), program));
  // What quickstart was called before.
  const oldName = quickstartCommand(io, done).name('story').copyInheritedSettings(program);
  return program.addCommand(oldName, { hidden: true });
}

/** The command and those below it, with the settings of another one: where to write, and that it throws. */
function inheriting(command: Command, from: Command): Command {
  for (const each of command.commands) inheriting(each, from);
  return command.copyInheritedSettings(from);
}
