import { Command, Option } from 'commander';
import type { ReviewedOptions } from '../../run/reviewed';
import type { Io } from '../../shared/io';
import type { Done } from '../options';

export function reviewedCommand(io: Io, done: Done): Command {
  return new Command('reviewed')
    .description('after a merge, get what was reviewed of it and who approved it')
    .addOption(
      new Option('--from <where>', 'where it was reviewed').choices(['github', 'gitlab']).makeOptionMandatory(),
    )
    .option('--commit <commit>', 'the pushed commit (default: the one that this CI job runs for)')
    .option('--before <commit>', 'what the branch was before the push (default: what the CI system says)')
    .option('--digests <file>', 'with --from gitlab: the digests that this pipeline rehearsed')
    .option('--out <file>', 'where to write it, for "okta-apps apply --reviewed"', 'reviewed.json')
    .addHelpText(
      'after',
      `
github: finds the one pull request that the commit is the merge of, the check run "okta-apps review" that the
pipeline itself wrote on its last commit, and the people who approved that commit: not its author, and only
who may write to the repository. Takes the token from GITHUB_TOKEN.
gitlab: adds the people who approved the last version of the merge request to the digests of this pipeline.
Takes the token from GITLAB_TOKEN.
Exit code: 0 written, 3 nothing that may be trusted was found, 1 it could not be read.

Examples:
  $ okta-apps reviewed --from github
  $ okta-apps reviewed --from github --before "$BEFORE" --commit "$GITHUB_SHA" --out reviewed.json
  $ okta-apps reviewed --from gitlab --digests reviewed.json`,
    )
    .action(async (options: ReviewedOptions) => {
      const { runReviewed } = await import('../../run/reviewed.js');
      done(await runReviewed(options, io));
    });
}
