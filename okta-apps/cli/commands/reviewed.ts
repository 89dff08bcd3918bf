import { Command, Option } from 'commander';
import type { ReviewedOptions } from '../../run/reviewed';
import type { Io } from '../../shared/io';
import { environmentsOption, type Done } from '../options';

export function reviewedCommand(io: Io, done: Done): Command {
  return new Command('reviewed')
    .description('after a merge, make the review that counts and check who approved')
    .addOption(
      new Option('--from <where>', 'where the change was merged').choices(['github', 'gitlab']).makeOptionMandatory(),
    )
    .option('--commit <commit>', 'the pushed commit (default: the one that this CI job runs for)')
    .option('--before <commit>', 'the previous commit of the branch (default: from the CI system)')
    .addOption(environmentsOption('only stacks of these environments, separated by commas'))
    .option('--assembly <folder>', 'the synthesized output of each commit, in a folder named after its ID')
    .option('--commits', 'only print the ids of the commits that --assembly needs, as JSON; takes --env')
    .option('--out <file>', 'file to write, for "okta-apps apply --reviewed"', 'reviewed.json')
    .addHelpText(
      'after',
      `
Reviews everything from the commit that was last applied to an environment up to the pushed one, with the
rules, waivers and environments of the former. Checks the approvals of each merge in between. The last applied
commit comes from the deployments of the environment. Takes nothing from a check run, status, comment or
artifact of a pull request. Needs no Okta credential. Without --assembly, each commit is synthesized here. In
CI, do that in separate jobs, one for each commit: a job that runs the code of a change can alter what this
command writes. --commits lists these commits, and runs no project code. Up to twelve of them are older: what
they loosened in env/ in the last 30 days is listed.
github: takes the token from GITHUB_TOKEN (contents, deployments, pull-requests: read), and adds the review
to the job summary. An approval counts if it is for the last commit, and if its author has write access and did
not open the pull request, push to its branch or write one of its commits.
gitlab: takes the token from GITLAB_TOKEN (read_api). Approvals count if the project forbids those by
authors and committers.
Exit code: 0 written, 3 refused (blocked, not approved, not the newest commit, or not what was merged),
1 could not be made.

Examples:
  $ okta-apps reviewed --from github --commits --env dev,prod
  $ okta-apps reviewed --from github --assembly assemblies
  $ okta-apps reviewed --from github --before "$BEFORE" --commit "$GITHUB_SHA" --out reviewed.json
  $ okta-apps reviewed --from gitlab --assembly assemblies`,
    )
    .action(async (options: ReviewedOptions) => {
      const { runReviewed } = await import('../../run/reviewed.js');
      done(await runReviewed(options, io));
    });
}
