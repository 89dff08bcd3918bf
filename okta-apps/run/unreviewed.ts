import { counted } from '../shared/lists';
import type { Refusal } from '../review/approval';
import type { AssembledStack } from '../project/assembly';
import { STACK_MANIFEST_FILE } from '../shared/stack-manifest';
import type { ApplyOptions } from './apply';
import type { Io } from '../shared/io';
import type { PreparedStack } from './session';

/** Stacks of real orgs that may not be changed without the approval of somebody else. */
function guarded<S extends Pick<PreparedStack, 'manifest'>>(stacks: readonly S[]): readonly S[] {
  return stacks.filter(({ manifest: { local, approvals } }) => !local && approvals > 0);
}

/** What is refused before anything is planned. */
export function refusedUnplanned(
  stacks: readonly AssembledStack[],
  options: ApplyOptions,
  io: Pick<Io, 'ask'>,
): readonly Refusal[] {
  const rehearsed = stacks.filter(({ manifest }) => manifest.rehearsal);
  return [
    ...rehearsed.map(asRehearsal),
    ...unreviewed(
      stacks.filter((stack) => !rehearsed.includes(stack)),
      options,
      io,
    ),
  ];
}

function asRehearsal({ name }: AssembledStack): Refusal {
  const message =
    `${name}: its ${STACK_MANIFEST_FILE} is stamped as a rehearsal, which is never applied; ` +
    'synthesize the commit that is to be applied: okta-apps synth';
  return { stack: name, reason: 'rehearsal', message };
}

/**
 * What is refused because nothing was reviewed. A person at a terminal may still be asked: somebody must be able to
 * put an org right when no review can. `--auto-approve` is no such person.
 */
function unreviewed(
  stacks: readonly AssembledStack[],
  { reviewed, autoApprove, json }: ApplyOptions,
  { ask }: Pick<Io, 'ask'>,
): readonly Refusal[] {
  if (reviewed !== undefined || (ask !== undefined && !autoApprove && !json)) return [];
  return guarded(stacks).map(({ name, manifest: { environment, approvals } }) => ({
    stack: name,
    reason: 'not reviewed',
    message:
      `${name}: nothing was reviewed, and ${environment} asks for ${counted(approvals, 'approval')}; ` +
      'give --reviewed with the file of "okta-apps reviewed", or run this at a terminal without --auto-approve and --json',
  }));
}

/** What somebody who is asked has to know first. */
export function onOwnAccount(stacks: readonly PreparedStack[]): string {
  const environments = new Map(
    guarded(stacks).map(({ manifest: { environment, approvals } }) => [environment, approvals]),
  );
  return [...environments]
    .map(
      ([name, approvals]) =>
        `\n${name} asks for ${counted(approvals, 'approval')}, and nothing was reviewed: whoever says yes answers for it.\n`,
    )
    .join('');
}
