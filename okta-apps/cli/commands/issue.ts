import { Command, Option } from 'commander';
import type { IssueOptions } from '../../run/issue';
import type { Io } from '../../shared/io';
import { environmentsOption, type Done } from '../options';

export function issueCommand(io: Io, done: Done): Command {
  return new Command('issue')
    .description('keep one issue open while merged changes are not applied')
    .argument('<folder>', 'folder with <environment>.json of "okta-apps plan --digests" for each environment')
    .addOption(new Option('--to <where>', 'where the issue is').choices(['github', 'gitlab']).makeOptionMandatory())
    .addOption(
      environmentsOption(
        'all environments, separated by commas; an environment without a plan is part of the issue, too',
      ),
    )
    .addHelpText(
      'after',
      `
For a scheduled pipeline of the default branch: jobs with the plan credentials plan everything, and this job, which
holds a token for issues only, opens, updates or closes the issue. It lists stacks and addresses, and no value.
github: takes the token from GITHUB_TOKEN (issues: write). gitlab: takes it from GITLAB_TOKEN (api).
Exit code: 0 the issue says what is so, or everything is applied; 1 the issue could not be written.

Examples:
  $ okta-apps issue plans --to github --env dev,prod`,
    )
    .action(async (folder: string, options: IssueOptions) => {
      const { runIssue } = await import('../../run/issue.js');
      done(await runIssue(folder, options, io));
    });
}
