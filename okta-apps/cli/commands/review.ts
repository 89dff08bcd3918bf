import { Command, Option } from 'commander';
import type { ReviewOptions } from '../../run/review';
import type { Io } from '../../shared/io';
import { environmentsOption, type Done } from '../options';

export function reviewCommand(io: Io, done: Done): Command {
  return new Command('review')
    .description('review plans and report their effect on sign-in')
    .argument('[plans...]', 'files of "terraform show -json <plan>" (default: what the last okta-apps plan left)')
    .addOption(environmentsOption('only stacks of these environments, separated by commas'))
    .addOption(
      new Option('--format <format>', 'format of the output').choices(['text', 'markdown', 'json']).default('text'),
    )
    .addOption(
      new Option('--post <where>', 'comment on the pull or merge request of this CI job').choices(['github', 'gitlab']),
    )
    .option('--rehearse', 'rehearse what the code changes first, as "okta-apps plan --rehearse" does')
    .option(
      '--witness',
      'with --rehearse: send sign-in requests to base and head, and show those that start or stop working',
    )
    .option('--base <ref>', 'the commit that the rehearsal compares with')
    .option('--head <commit>', 'rehearse this commit as cdktf.out has it; run none of its code')
    .option('--digests <file>', 'write what was reviewed to a file for "okta-apps apply --reviewed"')
    .addHelpText(
      'after',
      `
The stack and environment of a file come from the okta-apps.json beside it, or else from its name (shop-prod.json).
--post takes the token from GITHUB_TOKEN or GITLAB_TOKEN, and first checks that it may write. On GitHub it also
writes a check run. A pull request from a fork has no token with write access: its review goes to the job summary.
Exit code: 0 nothing changes, 2 changes, 3 blocked, 1 could not run or a stack has no plan.

Examples:
  $ okta-apps review                        after okta-apps plan
  $ okta-apps review --rehearse --base origin/main --digests reviewed.json
  $ okta-apps review --rehearse --witness
  $ okta-apps review --rehearse --base HEAD --head "$GITHUB_SHA" --post github
  $ okta-apps review plans/*.json --format markdown`,
    )
    .action(async (files: string[], options: ReviewOptions) => {
      const { runReview } = await import('../../run/review.js');
      done(await runReview(files, options, io));
    });
}
