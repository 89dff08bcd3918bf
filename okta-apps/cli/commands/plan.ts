import { Command } from 'commander';
import type { PlanOptions, RehearseOptions } from '../../run/plan';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import {
  assemblyOption,
  baseOption,
  environmentsOption,
  jsonOption,
  keepPlansOption,
  providerOption,
  recipientOption,
  skipSynthOption,
  type Done,
} from '../options';

type Options = PlanOptions & RehearseOptions & { readonly rehearse?: boolean };

export function planCommand(io: Io, done: Done): Command {
  return new Command('plan')
    .description('plan stacks and show what would change')
    .argument('[stacks...]', 'names of stacks, or globs such as "storefront-*" (default: all)')
    .addOption(environmentsOption())
    .option('--rehearse', 'plan what the code changes, on a throwaway org, without any credential')
    .addOption(baseOption())
    .addOption(skipSynthOption())
    .addOption(assemblyOption())
    .addOption(providerOption())
    .addOption(keepPlansOption())
    .addOption(recipientOption())
    .option('--digests <file>', 'write what was planned to a file for "okta-apps apply --planned"')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit code: 0 nothing to change, 2 changes, 3 blocked, 1 a stack could not be planned.

A rehearsal applies the merge base of HEAD and --base to a throwaway org on this machine, plans the working
tree against it, and reports what the changes mean. Stacks that the code does not change are not planned.

In CI, use --assembly to plan Okta orgs: project code and credentials never share a job.

A plan holds values in plain text. --keep-plans writes <stack>.tfplan.age. Its recipients read it with
"age --decrypt -i <identity>" and then "terraform show" in the folder cdktf.out/run/<stack>.

Examples:
  $ okta-apps plan --env local
  $ okta-apps plan storefront-dev
  $ okta-apps plan 'storefront-*' --env dev,staging --json
  $ okta-apps plan --env prod --keep-plans plans --recipient age1…
  $ okta-apps plan --rehearse --base origin/main`,
    )
    .action(async (stacks: string[], { rehearse, ...options }: Options) => {
      checkTogether(rehearse === true, options);
      const { runPlan, runRehearsal } = await import('../../run/plan.js');
      done(await (rehearse ? runRehearsal(stacks, options, io) : runPlan(stacks, options, io)));
    });
}

/** Which options go together. */
function checkTogether(rehearse: boolean, { base, provider, keepPlans, recipient, assembly, digests }: Options): void {
  if (!rehearse) {
    if (base !== undefined) throw new UserError('--base requires --rehearse');
    return;
  }
  if (keepPlans !== undefined || recipient !== undefined)
    throw new UserError('a rehearsal keeps no plans; leave out --keep-plans and --recipient');
  if (digests !== undefined) throw new UserError('"okta-apps review --rehearse --digests" writes those of a rehearsal');
  if (assembly !== undefined) throw new UserError('a rehearsal holds no credential; leave out --assembly');
  if (provider === 'registry') throw new UserError('a rehearsal has its own provider; leave out --provider');
}
