import type { OrgClient } from '../../okta/client';
import { counted } from '../../shared/lists';
import type { SavedPlan } from '../../terraform/saved-plan';
import type { PreparedStack } from '../prepared-stack';

/** What the apply of an import changed in Okta although the plan does not show it. */
export interface ChangedImport {
  readonly address: string;
  readonly id: string;
  /** `access`: who is assigned to an imported app, and the groups claim of its ID token. */
  readonly kind: 'app' | 'access' | 'trusted-origin';
  /** One line for each field: `settings.oauthClient.subject_type: "pairwise" → "public"`. */
  readonly differences: readonly string[];
  /** `unread`: it could not be read after the apply, so what changed is not known. */
  readonly outcome: 'restored' | 'failed' | 'unread';
  /** The command that removes it from the state, where it was restored. */
  readonly stateRemoval?: string;
  /** Why it was not restored, or not read. */
  readonly reason?: string;
  /** What a person has to do about what was not restored, where that is known for each difference. */
  readonly todo?: readonly string[];
}

/** Something that is imported, as it was right before the apply. */
export interface KeptImport {
  readonly address: string;
  /** Looks at it after an apply. @returns undefined where it is as before */
  readonly check: () => Promise<ChangedImport | undefined>;
  /** More of the same apply may change it yet. @default - it is checked once */
  readonly isCheckedAgain?: boolean;
  /** What of it the credential may not read, for the user. @default - nothing */
  readonly unseen?: string | undefined;
}

/** What all that is kept of one stack needs. */
export interface Keeping {
  readonly stack: PreparedStack;
  readonly plan: SavedPlan;
  /** The program and the folder, as a command names them. */
  readonly terraform: string;
  readonly open: () => Promise<OrgClient>;
}

const NAMES = { app: 'the app', access: 'the app', 'trusted-origin': 'the trusted origin' } as const;

/** What a person has to know of an import that changed something, and do. */
export function changedImportText(changed: ChangedImport): string {
  const { address, id, kind, differences, outcome, reason = 'unknown', stateRemoval: removal = '' } = changed;
  if (outcome === 'unread') {
    const what = kind === 'access' ? 'its groups and its groups claim' : 'it';
    return (
      `  ${address}: imported, but ${what} could not be read afterwards (${reason}), so whether ${kind === 'access' ? 'they' : 'it'} changed is not known; ` +
      `compare ${id} with the code in the Admin Console\n`
    );
  }
  const lines = differences.map((line) => `    ${line}\n`).join('');
  const what = kind === 'access' ? 'access' : counted(differences.length, 'setting');
  const head = `  ${address}: the import changed ${what} that the plan does not show`;
  if (outcome === 'restored') {
    const advice =
      kind === 'access'
        ? 'The next plan shows what the code still changes. Compare assignTo, or remove the app from the state, and only then from the code:'
        : `The code cannot hold them. Remove ${NAMES[kind]} from the state, and only then from the code:`;
    return `${head}; ${id} was restored:\n${lines}    ${advice}\n      ${removal}\n`;
  }
  if (changed.todo === undefined)
    return `${head}, and ${id} was not restored (${reason}); set these in the Admin Console:\n${lines}`;
  const todo = changed.todo.map((line) => `      ${line}\n`).join('');
  return `${head}, and ${id} was not restored as a whole (${reason}):\n${lines}    To do by hand:\n${todo}`;
}
