import { Command, Option } from 'commander';
import type { PostFileOptions } from '../../run/post-file';
import type { Io } from '../../shared/io';
import type { Done } from '../options';

export function postCommand(io: Io, done: Done): Command {
  return new Command('post')
    .description('post a review that another job wrote; evaluates nothing and runs nothing')
    .argument('<review>', 'file of "okta-apps review --format json"')
    .addOption(new Option('--to <where>', 'where to post it').choices(['github', 'gitlab']).makeOptionMandatory())
    .option('--run <id>', 'with --to gitlab: the pipeline that made the review (default: this one)')
    .addHelpText(
      'after',
      `
For a workflow of the default branch that holds a token which may write, after the workflow of a pull request
that holds none. The request is found through the API, by the run's branch, and only where it goes to the
default branch. Comment and check run hold the commits of base and head, and say when one of them moved on.
github: runs "on: workflow_run", takes the token from GITHUB_TOKEN (checks: write, pull-requests: write,
contents: read). gitlab: takes it from GITLAB_TOKEN.
After an error they say that there is no review. Exit code: 0 posted, or no open request to post to; 1 not.

Examples:
  $ okta-apps post review.json --to github
  $ okta-apps post review.json --to gitlab --run "$PIPELINE"`,
    )
    .action(async (file: string, options: PostFileOptions) => {
      const { runPost } = await import('../../run/post-file.js');
      done(await runPost(file, options, io));
    });
}
