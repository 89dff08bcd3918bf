import { Command, Option } from 'commander';
import type { RotateOptions } from '../../secrets/rotate/rotate-options';
import type { Io } from '../../shared/io';
import {
  assemblyOption,
  environmentsOption,
  jsonOption,
  proveWithOption,
  skipSynthOption,
  type Done,
} from '../options';

export function rotateCommand(io: Io, done: Done): Command {
  return new Command('rotate')
    .description('replace client secrets; the old one works until relying parties have the new one')
    .argument('[apps...]', 'construct paths, labels or client IDs of apps, or names of stacks')
    .addOption(environmentsOption('the environment (default: OKTA_ENV)'))
    .option('--overlap <time>', 'how long both secrets work, such as 24h, 30m or 0s', '24h')
    .option('--grace <time>', 'how long the old secret is kept after it was deactivated', '24h')
    .option('--wait', 'stay until all is done; without it, run the same command again later')
    .option('--due', 'all apps whose secret is older than secrets.maxAge of the environment, or is being rotated')
    .addOption(
      new Option(
        '--now',
        'for a leaked secret: no overlap; the old secret stops as soon as the new one is proven',
      ).conflicts(['due', 'rollback']),
    )
    .addOption(
      new Option(
        '--rollback',
        'activate the old secret again; delete the new one only if the sink still has the old one',
      ).conflicts(['due', 'plan', 'wait']),
    )
    .option('--yes', 'confirm --now or --rollback without a terminal')
    .addOption(new Option('--plan', 'print what would be done, and change nothing').conflicts('json'))
    .addOption(proveWithOption())
    .addOption(skipSynthOption())
    .addOption(assemblyOption())
    .addOption(
      new Option(
        '--settings <digest>',
        'refuse unless org, credential and sinks are those that "okta-apps ci" wrote the pipeline for',
      ),
    )
    .addOption(jsonOption('print one line of JSON on stdout for each phase: who, when, app, phase, secret ID'))
    .addHelpText(
      'after',
      `
Each app goes through these phases: announce the rotation in the sink, add a second secret, store it in the sink,
prove it at Okta, wait for --overlap, deactivate the old secret, wait for --grace, delete it. The sink is the one that
secrets.sink of the environment specifies. A run that was interrupted is continued by the same command: each phase is
decided from what Okta and the sink say.
Where a wait begins, the command ends with exit code 2, and the same command continues when the time has passed.
Where the credential may read the system log (scope okta.logs.read), a relying party that still uses the old secret
stops its deactivation, and one that uses only the new secret is evidence for it. Without that the old secret is
deactivated by time, and where the sink cannot be read back, only after a person at a terminal agrees. Clients that
fail to authenticate after the deactivation stop the deletion. The output says which of these it was.
A second secret that neither the sink nor an announcement explains is never handed out and never deleted.
Uses the credential "rotate" of the environment, or "apply" where it has none. Terraform is not involved: the next
plan is empty.
--now: access tokens that were already issued work until they expire.
An app that signs with its own key (private_key_jwt with jwks in the code) has no secret. Named itself, its next phase is
planned and nothing is changed: declare a second key, let the relying party sign with it, remove the first. With
--prove-with, the relying party shows which key it signs with, as in okta-apps secretless; no key is retired before.
In CI, use --assembly for an Okta org: project code and credentials never share a job.
Exit code: 0 done, 2 something is left to do later (or --plan shows changes), 1 an app failed, was not confirmed, or
still has its old secret in use.

Examples:
  $ okta-apps rotate storefront-web --env prod
  $ okta-apps rotate storefront-web --env local --overlap 0s --grace 0s
  $ okta-apps rotate 'storefront-*' --env staging --plan
  $ okta-apps rotate storefront-web --env prod --now
  $ okta-apps rotate back-office --env prod --prove-with ./tools/sign-assertion
  $ okta-apps rotate --due --env prod --assembly synthesized --json`,
    )
    .action(async (apps: string[], options: RotateOptions) => {
      const { runRotate } = await import('../../secrets/rotate/run-rotate.js');
      done(await runRotate(apps, options, io));
    });
}
