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
    .description('plan stacks and apply those very plans')
    .argument('[stacks...]', 'names of stacks, or globs such as "storefront-*" (default: all)')
    .addOption(environmentsOption())
    .option('--auto-approve', 'apply without being asked (an org on this machine is never asked about)')
    .option('--reviewed <file>', 'apply only what was reviewed (a file of "okta-apps reviewed"), without being asked')
    .option(
      '--planned <file>',
      'file of "okta-apps plan --digests" of the same run: what reviewers saw before they released the CI environment',
    )
    .option('--restore-lost-settings', 'set again what updates of apps lose, because okta/okta cannot hold it')
    .addOption(skipSynthOption())
    .addOption(assemblyOption())
    .addOption(providerOption())
    .addOption(keepPlansOption())
    .addOption(recipientOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Without --env and OKTA_ENV, every environment except local ones is changed: its orgs are listed first, and
where one of them is production, --env has to name it.
An environment that asks for approvals is changed by what was reviewed and approved, or by a person who says
yes at a terminal; --auto-approve is neither. Without approvals, the same holds for a finding
of severity high that no waiver accepts.
--planned goes with --reviewed: a high finding that only the org shows is accepted by as many reviewers as the
environment asks for, at least one, who released the CI environment after that very plan was shown. In a GitHub
run that was started again, for several reviewers, and on GitLab (approvals of the deployment) the comment of the
release must have the code that the plan printed. Needs GITHUB_TOKEN (actions: read) or GITLAB_TOKEN (read_api).
An update replaces the whole app. --restore-lost-settings reads it right before and right after the update, and
restores what no attribute of okta/okta holds: between both, the app is without it.
In CI, an Okta org is changed with --assembly only: project code and credentials never share a job.
Exit code: 0 applied or nothing to do, 3 refused (blocked, not what was reviewed, without an approval, planned
more than an hour ago, or Okta has it already), 1 it failed, a setting was not restored, or the answer was no.

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
