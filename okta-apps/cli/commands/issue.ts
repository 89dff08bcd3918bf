import { Command, Option } from 'commander';
import type { IssueOptions } from '../../run/issue';
import type { Io } from '../../shared/io';
import { environmentsOption, type Done } from '../options';

export function issueCommand(io: Io, done: Done): Command {
  return new Command('issue')
    .description('keep one issue open while merged changes are not applied, or while there is drift')
    .argument(
      '<folder>',
      'folder with <environment>.json of "okta-apps plan --digests" or "okta-apps drift --json" for each environment',
    )
    .addOption(new Option('--to <where>', 'where the issue is').choices(['github', 'gitlab']).makeOptionMandatory())
    .addOption(
      new Option('--about <what>', 'changes that are not applied, or drift')
        .choices(['applied', 'drift'])
        .default('applied'),
    )
    .addOption(
      environmentsOption(
        'all environments, separated by commas; an environment without a plan is part of the issue, too',
      ),
    )
    .addHelpText(
      'after',
      `
For a scheduled pipeline of the default branch: jobs with the plan credentials plan everything or look for drift, and
this job, which holds a token for issues only, opens, updates or closes the issue. That of --about applied lists stacks
and addresses, and no value. That of --about drift holds the reports, and a closed one is opened again. An environment
that could not be looked at never closes an issue.
github: takes the token from GITHUB_TOKEN (issues: write). gitlab: takes it from GITLAB_TOKEN (api).
Exit code: 0 the issue says what is so, or there is nothing to say; 1 the issue could not be written.

Examples:
  $ okta-apps issue plans --to github --env dev,prod
  $ okta-apps issue drift --about drift --to github --env dev,prod`,
    )
    .action(async (folder: string, options: IssueOptions) => {
      if (options.about === 'drift') {
        const { runDriftIssue } = await import('../../drift/run-issue.js');
        done(await runDriftIssue(folder, options, io));
        return;
      }
      const { runIssue } = await import('../../run/issue.js');
      done(await runIssue(folder, options, io));
    });
}
