import { Command, Option } from 'commander';
import type { ReviewedOptions } from '../../run/reviewed';
import type { Io } from '../../shared/io';
import { environmentsOption, type Done } from '../options';

export function reviewedCommand(io: Io, done: Done): Command {
  return new Command('reviewed')
    .description('after a merge, make the review that counts and ask who approved')
    .addOption(new Option('--from <where>', 'where it was merged').choices(['github', 'gitlab']).makeOptionMandatory())
    .option('--commit <commit>', 'the pushed commit (default: the one that this CI job runs for)')
    .option('--before <commit>', 'what the branch was before the push (default: what the CI system says)')
    .addOption(environmentsOption('only stacks of these environments, separated by commas'))
    .option('--assembly <folder>', 'what each commit synthesizes to, in a folder named by the commit id')
    .option('--commits', 'only print the ids of the commits that --assembly needs, as JSON; takes --env')
    .option('--out <file>', 'where to write it, for "okta-apps apply --reviewed"', 'reviewed.json')
    .addHelpText(
      'after',
      `
Reviews everything from the commit that was applied last to an environment up to the pushed one, with the
rules, waivers and environments of the former; and each merge in between, for its approvals. Which commit was
applied last is what the deployments of the environment say. Takes nothing from a check run, status, comment
or artifact of a pull request. Needs no credential of Okta. Without --assembly each commit is synthesized
here: in CI do that in other jobs, one for each commit, because a job that runs the code of a change can
alter what this command writes. --commits lists these commits, and runs nothing of the project. Up to
twelve of them are older: what they loosened in env/ in the last 30 days is listed.
github: takes the token from GITHUB_TOKEN (contents, deployments, pull-requests: read), and adds the review
to the job summary. An approval counts when its giver may write, gave it to the last commit, and did not
open the pull request, push to its branch or write a commit of it.
gitlab: takes the token from GITLAB_TOKEN (read_api). Approvals count where the project forbids those by
authors and committers.
Exit code: 0 written, 3 refused (blocked, without an approval, not the newest commit, or not what was
merged), 1 it could not be made.

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
