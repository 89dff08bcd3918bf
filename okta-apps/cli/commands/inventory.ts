import { Command, Option } from 'commander';
import type { InventoryOptions } from '../../inventory/inventory';
import type { Io } from '../../shared/io';
import { environmentsOption, skipSynthOption, type Done } from '../options';

export function inventoryCommand(io: Io, done: Done): Command {
  return new Command('inventory')
    .description('write one HTML page of all declared apps: owner, client ID, redirect URIs, line of code')
    .addOption(environmentsOption())
    .addOption(new Option('--out <file>', 'file of the page; an earlier one is replaced').default('inventory.html'))
    .addOption(skipSynthOption())
    .addHelpText(
      'after',
      `
The page is made of the synthesized code: it needs no credential, and makes no request to Okta. It loads nothing, so that
it can be mailed, attached to a ticket or kept as an artifact of a pipeline.
owner, contact and criticality of an app are props of OidcWebApp.
Exit code: 0 or 1.

Examples:
  $ okta-apps inventory
  $ okta-apps inventory --env prod --out reports/apps.html`,
    )
    .action(async (options: InventoryOptions) => {
      const { writeInventory } = await import('../../inventory/inventory.js');
      done(await writeInventory(options, io));
    });
}
