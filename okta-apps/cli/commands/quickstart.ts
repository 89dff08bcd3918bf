import { Command } from 'commander';
import type { QuickstartOptions } from '../../run/quickstart';
import type { Io } from '../../shared/io';
import type { Done } from '../options';

export function quickstartCommand(io: Io, done: Done): Command {
  return new Command('quickstart')
    .description('plan, review, apply, show credentials, sign in and rotate a secret against an org on this machine')
    .option('--reset', 'delete .okta-local first and start over')
    .option('--keep', 'leave the org running until Ctrl-C, and print its address')
    .addHelpText(
      'after',
      `
This is what "npm start" runs. Exit code: 0 or 1.

Examples:
  $ npm start
  $ npm start -- --keep
  $ npm start -- --reset`,
    )
    .action(async (options: QuickstartOptions) => {
      const [{ runQuickstart }, { firstCredentials }, { showRotation }] = await Promise.all([
        import('../../run/quickstart.js'),
        import('../../secrets/first-credentials.js'),
        import('../../secrets/rotate/show-rotation.js'),
      ]);
      done(await runQuickstart(options, { credentials: firstCredentials, rotation: showRotation }, io));
    });
}
