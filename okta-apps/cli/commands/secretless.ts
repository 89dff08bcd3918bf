import { Command, Option } from 'commander';
import type { SecretlessOptions } from '../../secrets/secretless/run-secretless';
import type { Io } from '../../shared/io';
import { assemblyOption, environmentsOption, proveWithOption, skipSynthOption, type Done } from '../options';

export function secretlessCommand(io: Io, done: Done): Command {
  return new Command('secretless')
    .description('plan the move of an app from client secrets to its own keys (private_key_jwt), and prove the keys')
    .argument('<app>', 'construct path, label or client ID of the app')
    .addOption(environmentsOption('the environment (default: OKTA_ENV)'))
    .option('--jwks-uri <address>', 'where the relying party publishes its public keys (default: jwksUri of the code)')
    .addOption(proveWithOption())
    .addOption(
      new Option('--cut-over', 'plan one moment at which the method changes (default outside production)').conflicts(
        'secondApp',
      ),
    )
    .option('--second-app', 'plan a second app with its own client ID (default in production)')
    .addOption(skipSynthOption())
    .addOption(assemblyOption())
    .addHelpText(
      'after',
      `
Reads the public keys, proves them, and prints the change of the code, the window and the way back. The move itself is a
change of the code that a review sees: this command changes no app of yours.
The proof is a throwaway app with the same keys. It has no users, it is created in the org of the environment, an
assertion of the relying party authenticates as it, and it is deleted, also after a failure or Ctrl-C.
--prove-with is a command that signs as the relying party does: okta-apps never reads a private key. It is split at
spaces, started without a shell and without the credentials of the orgs, and has 60 seconds. It gets
{"clientId": "…", "audience": "…"} on standard input, and prints a client assertion: a JWT with iss and sub
(clientId), aud (audience), exp and jti. docs/guides/client-secrets.md has one of 15 lines.
Okta accepts one method at a time and deletes the client secrets at the change. So in production the default is a
second app, and the relying party switches to it.
Uses the credential "apply" of the environment.
Exit code: 0 the keys are proven, 1 they are not, or the app cannot move.

Examples:
  $ okta-apps secretless storefront-web --env staging --jwks-uri https://shop.example.org/jwks.json
  $ okta-apps secretless storefront-web --env staging --prove-with 'node tools/sign-assertion.mjs'
  $ okta-apps secretless storefront-web --env prod --prove-with ./tools/sign-assertion --cut-over`,
    )
    .action(async (app: string, options: SecretlessOptions) => {
      const { runSecretless } = await import('../../secrets/secretless/run-secretless.js');
      done(await runSecretless(app, options, io));
    });
}
