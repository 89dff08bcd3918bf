import { Command } from 'commander';
import type { ApplyOptions } from '../../run/apply';
import type { Io } from '../../shared/io';
import {
  assemblyOption,
  environmentsOption,
  jsonOption,
  keepPlansOption,
  providerOption,
  recipientOption,
  skipSynthOption,
  type Done,
} from '../options';

export function applyCommand(io: Io, done: Done): Command {
  return new Command('apply')
    .description('plan stacks and apply exactly those plans')
    .argument('[stacks...]', 'names of stacks, or globs such as "storefront-*" (default: all)')
    .addOption(environmentsOption())
    .option('--auto-approve', 'apply without a prompt (local orgs never prompt)')
    .option('--reviewed <file>', 'apply only what was reviewed (a file of "okta-apps reviewed"), without a prompt')
    .option(
      '--planned <file>',
      'file of "okta-apps plan --digests" of the same run: what reviewers saw before they released the CI environment',
    )
    .option('--restore-lost-settings', 'restore the settings that updates lose because okta/okta cannot hold them')
    .addOption(skipSynthOption())
    .addOption(assemblyOption())
    .addOption(providerOption())
    .addOption(keepPlansOption())
    .addOption(recipientOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Without --env and OKTA_ENV, every environment except local ones is changed. The orgs are listed first, and
production must be named with --env.
If an environment requires approvals, apply a reviewed and approved change with --reviewed, or answer yes at a
terminal: --auto-approve is not enough. If it requires none, the same holds for a finding of severity high that
no waiver accepts.
--planned requires --reviewed. Reviewers can accept a high finding that only the org shows, by releasing the CI
environment after exactly that plan was shown: as many reviewers as the environment requires, at least one. In a
re-run on GitHub, with several reviewers, and on GitLab (deployment approvals), the comment of the release must
contain the code that the plan printed. Needs GITHUB_TOKEN (actions: read) or GITLAB_TOKEN (read_api).
An update replaces the whole app. --restore-lost-settings reads the app right before and right after the update,
and restores what no attribute of okta/okta holds. In between, the app lacks these settings.
An import is compared with the app as it was; a difference that the plan does not show is restored, and the apply
fails. If a stack imports several apps, one is imported alone first.
In CI, use --assembly to change an Okta org: project code and credentials never share a job.
Exit code: 0 applied or nothing to do, 3 refused (blocked, not what was reviewed, not approved, planned more than
an hour ago, or already in Okta), 1 failed, a setting was not restored, an import changed its app, or the answer was no.

Examples:
  $ okta-apps apply --env local
  $ okta-apps apply storefront-dev
  $ okta-apps apply 'storefront-*' --env staging --auto-approve
  $ okta-apps apply --env prod --reviewed reviewed.json
  $ okta-apps apply storefront-dev --restore-lost-settings
  $ okta-apps apply --env prod --assembly synthesized --reviewed reviewed.json --auto-approve`,
    )
    .action(async (stacks: string[], options: ApplyOptions) => {
      const { runApply } = await import('../../run/apply.js');
      done(await runApply(stacks, options, io));
    });
}
