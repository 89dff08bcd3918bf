import { Command, Option } from 'commander';
import type { ApplyOptions } from '../run/apply';
import type { StackOptions } from '../project/assemble';
import type { Io } from '../shared/io';
import type { LockOptions } from '../run/lock';
import type { OrgOptions } from '../run/org';
import { addReview } from './commands/review';
import { addReviewed } from './commands/reviewed';
import type { PlanOptions } from '../run/plan';
import type { RehearseOptions } from '../run/rehearse';
import type { StacksOptions } from '../project/stacks';
import { UserError } from '../shared/errors';

const ENV = '--env <names>';
const ENV_TEXT = 'environments, separated by commas (default: OKTA_ENV, else all but local ones)';
const JSON_TEXT = 'print one JSON document on stdout';
const BASE_TEXT = 'what to compare with (default: origin/HEAD, origin/main, origin/master, main or master)';
const SKIP_SYNTH_TEXT = 'take what the last synth wrote';

function providerOption(): Option {
  return new Option('--provider <which>', 'provider of stacks on this machine: okta/okta itself, or its local stand-in')
    .choices(['auto', 'registry', 'endpoint'])
    .default('auto', 'auto: okta/okta where the lock file names it and init gets it within 5 seconds');
}

function keepPlansOption(): Option {
  return new Option('--keep-plans <folder>', 'also write the plans that change something there, encrypted with age');
}

function recipientOption(): Option {
  return new Option(
    '--recipient <key>',
    'public key of age (age1…) of somebody who may read them; repeatable',
  ).argParser((key: string, keys: readonly string[] | undefined) => [...(keys ?? []), key]);
}

/**
 * The command line as data. A command's own module is loaded when it runs, so that `--help` costs next to nothing.
 *
 * @param done Gets the exit code of the command that ran.
 */
export function createProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command('okta-apps')
    .description("Plans and applies a team's Okta OIDC web apps, declared with CDK for Terraform.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .configureHelp({ helpWidth: 100 })
    .addHelpText(
      'after',
      `
Examples:
  $ okta-apps plan --env local              plan everything against an Okta org on this machine
  $ okta-apps plan storefront-dev           plan one stack
  $ okta-apps apply 'storefront-*' --env dev

Every command finds the project by the cdktf.json of this folder or one above it.`,
    );

  program
    .command('synth')
    .description('write the files that Terraform reads, as "cdktf synth" does')
    .option(ENV, ENV_TEXT)
    .option('--json', JSON_TEXT)
    .addHelpText(
      'after',
      `
Runs the "app" of cdktf.json, without any secret in its environment.
Exit code: 0 written, 1 nothing was written.

Examples:
  $ okta-apps synth                         all environments but local ones
  $ okta-apps synth --env dev,prod
  $ okta-apps synth --json                  the problems as JSON`,
    )
    .action(async (options: StackOptions) => {
      done(await (await import('../project/synth.js')).synthCommand(options, io));
    });

  program
    .command('stacks')
    .description('print the names of the stacks')
    .option(ENV, ENV_TEXT)
    .option('--changed', 'only those that the code changes in comparison with the merge base')
    .option('--base <ref>', BASE_TEXT)
    .option('--skip-synth', SKIP_SYNTH_TEXT)
    .option('--json', 'print {"include":[{"stack","environment"}]} on one line: the matrix of a pipeline')
    .addHelpText(
      'after',
      `
Exit code: 0 or 1.

Examples:
  $ okta-apps stacks
  $ okta-apps stacks --changed --base origin/main --json`,
    )
    .action(async (options: StacksOptions) => {
      if (options.base !== undefined && !options.changed) throw new UserError('--base goes with --changed');
      done(await (await import('../project/stacks.js')).stacksCommand(options, io));
    });

  program
    .command('plan')
    .description('plan stacks and say what would change')
    .argument('[stacks...]', 'names of stacks, or globs such as "storefront-*" (default: all)')
    .option(ENV, ENV_TEXT)
    .option('--rehearse', 'plan what the code changes, on a throwaway org and without any credential')
    .option('--base <ref>', BASE_TEXT)
    .option('--skip-synth', SKIP_SYNTH_TEXT)
    .addOption(providerOption())
    .addOption(keepPlansOption())
    .addOption(recipientOption())
    .option('--json', JSON_TEXT)
    .addHelpText(
      'after',
      `
Exit code: 0 nothing to change, 2 changes, 3 blocked, 1 a stack could not be planned.

A rehearsal applies the merge base of HEAD and --base to a throwaway org on this machine, plans the working
tree against that, and says what the changes mean. Stacks that the code does not change are not planned.

A plan holds values in clear. --keep-plans writes <stack>.tfplan.age, which the holders of --recipient read with
"age --decrypt -i <identity>" and then "terraform show" in the folder of the stack.

Examples:
  $ okta-apps plan --env local
  $ okta-apps plan storefront-dev
  $ okta-apps plan 'storefront-*' --env dev,staging --json
  $ okta-apps plan --env prod --keep-plans plans --recipient age1…
  $ okta-apps plan --rehearse --base origin/main`,
    )
    .action(
      async (stacks: string[], { rehearse, ...options }: RehearseOptions & PlanOptions & { rehearse?: boolean }) => {
        if (rehearse) {
          if (options.keepPlans !== undefined || options.recipient !== undefined)
            throw new UserError('a rehearsal keeps no plans; leave out --keep-plans and --recipient');
          if (options.provider === 'registry')
            throw new UserError('a rehearsal has its own provider; leave out --provider');
          done(await (await import('../run/rehearse.js')).rehearseCommand(stacks, options, io));
          return;
        }
        if (options.base !== undefined) throw new UserError('--base goes with --rehearse');
        done(await (await import('../run/plan.js')).planCommand(stacks, options, io));
      },
    );

  addReview(program, io, done);
  addReviewed(program, io, done);

  program
    .command('apply')
    .description('plan stacks and apply those very plans')
    .argument('[stacks...]', 'names of stacks, or globs such as "storefront-*" (default: all)')
    .option(ENV, ENV_TEXT)
    .option('--auto-approve', 'apply without being asked (an org on this machine is never asked about)')
    .option('--reviewed <file>', 'apply only what was reviewed (a file of "okta-apps reviewed"), unasked')
    .option('--skip-synth', SKIP_SYNTH_TEXT)
    .addOption(providerOption())
    .addOption(keepPlansOption())
    .addOption(recipientOption())
    .option('--json', JSON_TEXT)
    .addHelpText(
      'after',
      `
An environment that asks for approvals is changed by what was reviewed and approved, or by a person who says
yes at a terminal; --auto-approve is neither.
Exit code: 0 applied or nothing to do, 3 refused (blocked, not what was reviewed, without an approval, planned
more than an hour ago, or Okta has it already), 1 it failed or the answer was no.

Examples:
  $ okta-apps apply --env local
  $ okta-apps apply storefront-dev
  $ okta-apps apply 'storefront-*' --env staging --auto-approve
  $ okta-apps apply --env prod --reviewed reviewed.json`,
    )
    .action(async (stacks: string[], options: ApplyOptions) => {
      done(await (await import('../run/apply.js')).applyCommand(stacks, options, io));
    });

  program
    .command('lock')
    .description('make .terraform.lock.hcl: the provider versions of the stacks, for all platforms')
    .option(ENV, ENV_TEXT)
    .option('--json', JSON_TEXT)
    .addHelpText(
      'after',
      `
Takes the newest versions that all stacks allow, from the registry, with the checksums of Linux, macOS and
Windows on amd64 and arm64. Commit the file: plan and apply install what it says and nothing else.
Exit code: 0 written, 1 nothing was changed.

Examples:
  $ okta-apps lock`,
    )
    .action(async (options: LockOptions) => {
      done(await (await import('../run/lock.js')).lockCommand(options, io));
    });

  program
    .command('org')
    .description('run an Okta org on this machine, and its Terraform provider')
    .option('--port <number>', 'port of the org; 0 takes any free one', '0')
    .option('--data <folder>', 'where the org keeps its data (default: .okta-local/org)')
    .option('--json', 'print {"url","token","reattach"} on one line when it is ready')
    .addHelpText(
      'after',
      `
Runs until Ctrl-C or SIGTERM. Works in any folder.

Examples:
  $ okta-apps org
  $ okta-apps org --port 8080 --data /tmp/my-org
  $ okta-apps org --json`,
    )
    .action(async (options: OrgOptions) => {
      done(await (await import('../run/org.js')).orgCommand(options, io));
    });

  program
    .command('doctor')
    .description('say what is missing to run here, and what each credential may do')
    .option(ENV, 'environments whose credentials have to be there, separated by commas (default: none)')
    .option('--json', JSON_TEXT)
    .addHelpText(
      'after',
      `
For every environment: the smallest scopes and admin role that plan and apply need, and the variable
that has to hold such a credential. Those that are set are shown to their orgs, which are only read.
Exit code: 0 nothing is missing, 1 something is, or a credential may do too little, or a plan's
credential may write.

Examples:
  $ okta-apps doctor
  $ okta-apps doctor --env prod             fail also when a credential of prod is not set
  $ okta-apps doctor --env prod --json      what each credential can do, as JSON`,
    )
    .action(async (options: { env?: string; json?: boolean }) => {
      done(await (await import('../run/doctor.js')).doctorCommand(options, io));
    });

  program
    .command('story')
    .description('show the whole way, against an org on this machine')
    .option('--reset', 'delete .okta-local first, and begin anew')
    .addHelpText(
      'after',
      `
This is what "npm start" runs. Exit code: 0 or 1.

Examples:
  $ npm start
  $ npm start -- --reset`,
    )
    .action(async (options: { reset?: boolean }) => {
      done(await (await import('../run/quickstart.js')).storyCommand(options, io));
    });

  return program;
}
