import type { Project } from '../project/find-project';
import { stateRemoval } from '../plan/address';
import { inFolder } from '../terraform/state-diagnostics';
import type { MatchedApp } from './match-apps';

/** What a deleted app breaks, and both ways out, with what each loses. Code is between backticks. */
export function goneNotes({ declared, knownBy }: MatchedApp, { output }: Pick<Project, 'output'>): readonly string[] {
  // An app that was never imported is in no state, and breaks nothing but its import.
  if (knownBy !== 'state') return [];
  const { stack, address, values } = declared;
  const terraform = inFolder({ command: 'terraform', folder: `${output}/run/${stack.name}` });
  const keepsClientId = typeof values['client_id'] === 'string';
  return [
    `until this is decided every plan of ${stack.name} fails, with "failed to get OAuth application: 404 Not Found"`,
    `to recreate it: \`okta-apps plan ${stack.name}\` makes the folder, then \`${stateRemoval([address], terraform)}\`, ` +
      `then \`okta-apps apply ${stack.name}\``,
    `the new app gets a new ID${keepsClientId ? '' : ', a new client ID'} and a new client secret, which its relying party needs; ` +
      'groups that the code assigns are assigned again, users with an assignment of their own are not',
    'to give it up: run the same `state rm`, and remove it from the code; never use its client ID for another app',
  ];
}
