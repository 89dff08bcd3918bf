import { Command, Option } from 'commander';
import type { CredentialsOptions } from '../../secrets/credentials';
import { FORMATS } from '../../secrets/formats';
import type { Io } from '../../shared/io';
import { assemblyOption, environmentsOption, jsonOption, skipSynthOption, type Done } from '../options';

export function credentialsCommand(io: Io, done: Done): Command {
  return new Command('credentials')
    .description('print or hand out what the owner of an app needs: client ID, secret, endpoints')
    .argument('[apps...]', 'construct paths, labels or client IDs of apps, or names of stacks (default: all)')
    .addOption(environmentsOption('the environment (default: OKTA_ENV)'))
    .addOption(
      new Option('--format <form>', 'the names that a framework reads').choices(FORMATS).conflicts(['json', 'to']),
    )
    .addOption(
      new Option(
        '--to <sink>',
        'store client ID and secret: "sink" for where the environment says, or "dotenv:<folder>"',
      ).conflicts(['json', 'reveal', 'showHash', 'verify']),
    )
    .option('--verify', 'prove each active secret by an authenticated request, without a user and without a token')
    .addOption(new Option('--reveal', 'print the secrets; at a terminal only').conflicts('json'))
    .addOption(
      new Option('--show-hash', "print Okta's hash of each secret; at a terminal only").conflicts(['json', 'format']),
    )
    .addOption(skipSynthOption())
    .addOption(assemblyOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The secrets of Okta orgs are read with the credential "rotate" of the environment, or with "apply" where it has none.
Okta returns them in plain text; here they are masked in everything that is printed, unless --reveal is passed.
--format env: variables of Okta's samples. json, yaml: names of client metadata (RFC 7591). dotnet: a section of
appsettings.json. spring: a part of application.yml. next-auth: variables of Auth.js.
--to: refused for an app with two active secrets, because it is not known which one is the right one.
--verify: introspects a token that does not exist, with the app's own authentication method. Okta's answer 200 is
proof. 401 has several causes. After 429, 5xx or no answer the result is "not known". At most two tries for each secret.
Exit code: 0; 1 if an app was not found or read, a secret was not proven, or one could not be stored.

Examples:
  $ okta-apps credentials storefront-web --env local
  $ okta-apps credentials storefront-web --env local --format spring
  $ okta-apps credentials storefront-web --env local --to dotenv:secrets
  $ okta-apps credentials --env prod --verify --json`,
    )
    .action(async (apps: string[], options: CredentialsOptions) => {
      const { runCredentials } = await import('../../secrets/credentials.js');
      done(await runCredentials(apps, options, io));
    });
}
