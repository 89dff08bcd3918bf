import { Command, Option } from 'commander';
import type { AdoptOptions } from '../../adopt/run-adopt';
import type { Io } from '../../shared/io';
import type { Done } from '../options';
import { reportIfAsked, withReportOptions, type AdoptReportOptions } from './adopt-report';

export function adoptCommand(io: Io, done: Done): Command {
  const command = new Command('adopt')
    .description('declare in code an app that Okta already has')
    .argument('[apps...]', 'files with apps as JSON, as GET /api/v1/apps/{id} answers them, or app IDs or client IDs')
    .addOption(
      new Option('--stack <team>', 'whose stack gets the code; a new team gets a stack (default: the only one)'),
    )
    .addOption(new Option('--env <name>', 'the environment whose org has the apps (default: the only one)'))
    .addOption(
      new Option('--ids <pairs>', 'the same app in several environments, such as dev=0oa…,prod=0oa… or dev=dev.json,…'),
    )
    .addOption(
      new Option('--match <glob>', 'apps of the org whose label matches, such as "Shop *"').conflicts('asTemplate'),
    )
    .addOption(new Option('--all', 'every OIDC app of the org that the code does not declare').conflicts('asTemplate'))
    .addOption(new Option('--state <file>', 'apps of a terraform.tfstate, or of what terraform show -json prints'))
    .option('--dry-run', 'print the code and write nothing')
    .option('--as-template', 'declare a new app like this one, with its own client ID and initial client secret')
    .addOption(new Option('--label <text>', 'label of the new app'))
    .addOption(
      new Option('--client-id <id>', 'client ID of the new app; -<environment> is added when there are several'),
    );
  return withReportOptions(command)
    .addHelpText(
      'after',
      `
Writes the app into the stack of a team, and what differs between environments into env/, with the id to import. Only
settings that differ from the defaults are written. Files are edited with the project's own TypeScript. Either all files
are written or none. Okta is not changed.
Before they stay written, a proof: a throwaway org on this machine holds the apps, Terraform imports and applies the
code there, and every field must be as before, but for the time of the last change. Needs Terraform.
Apps of the org are read with the credential "plan", within its rate limits, with their groups, groups claim and trusted
origins. What the code declares already is skipped: adopt some apps at a time with --match, then the rest with --all.
Ctrl-C writes nothing and keeps nothing that was read.
An app is not adoptable if it has a setting that the provider cannot send, or that OidcWebApp has no prop for: an update
would reset it. The reasons are listed.
A file may hold one app, a list, an app on each line, or the output of curl -i.
--report writes nothing but its page: it lists every OIDC app of the org as declared, adoptable or not and why, with what
the rules find in it. --deep keeps to the org's rate limits; secrets are looked at with the credential "rotate" only.
--json prints one document on stdout, by adopt.schema.json, and everything else on stderr.
Exit code: 0 if all apps are adopted, or for a report; 1 if one is not, the proof fails, or the org does not answer; 130
after Ctrl-C.

Examples:
  $ okta-apps adopt 0oa9ht5knq78zN8Ni1d7 --env prod --stack storefront
  $ okta-apps adopt --match 'Shop *' --env prod --stack storefront
  $ okta-apps adopt --state terraform.tfstate --env prod --stack storefront
  $ okta-apps adopt app.json --env prod --stack storefront --dry-run
  $ okta-apps adopt --ids dev=dev.json,prod=prod.json --stack storefront
  $ okta-apps adopt app.json --as-template --label "Returns" --client-id returns-web --env dev --stack returns
  $ okta-apps adopt --report --env prod --html report.html`,
    )
    .action(async (names: string[], options: AdoptOptions & AdoptReportOptions) => {
      const reported = await reportIfAsked(names, options, io);
      if (reported !== undefined) {
        done(reported);
        return;
      }
      const { runAdopt } = await import('../../adopt/run-adopt.js');
      done(await runAdopt(names, options, io));
    });
}
