import { inner, textField, type JsonObject } from '../shared/json';
import { groupBy, listed } from '../shared/lists';
import { visible } from '../shared/visible-text';
import type { DeclaredObject } from './declared';
import type { Answer, KnownBy } from './report';

/** What a stack's state says of ids in Okta, by address; or why it could not be read. */
export type StateIds = ReadonlyMap<string, string> | { readonly why: string };

/** A declared app, and which of Okta's it is. */
export interface MatchedApp {
  readonly declared: DeclaredObject;
  /** Undefined where the app was found: what it is then shows its settings. */
  readonly answer?: Exclude<Answer, 'same' | 'changed'>;
  readonly app?: JsonObject;
  /** Okta's ID, also of an app that no longer exists. */
  readonly id?: string;
  readonly knownBy?: KnownBy;
  readonly notes: readonly string[];
}

/**
 * Which app of Okta each declared one is: by the id in its stack's state, else by the id of `importFrom`, by the client
 * ID, and by the label. An app that a state knows is no other declared app's.
 *
 * @param apps Every OIDC app of the org.
 */
export function matchApps(
  declared: readonly DeclaredObject[],
  apps: readonly JsonObject[],
  stateOf: (stack: string) => StateIds,
): readonly MatchedApp[] {
  const byId = new Map(apps.map((app) => [textField(app, 'id') ?? '', app]));
  const taken = new Set(declared.flatMap((one) => stateId(one, stateOf(one.stack.name)) ?? []));
  const free = apps.filter((app) => !taken.has(textField(app, 'id') ?? ''));
  const byClientId = groupBy(free, clientIdOf);
  const byLabel = groupBy(free, (app) => textField(app, 'label') ?? '');
  const matches = declared.map((one) => matchOne(one, stateOf(one.stack.name), { byId, byClientId, byLabel }));
  return withoutSharing(matches);
}

interface Org {
  readonly byId: ReadonlyMap<string, JsonObject>;
  readonly byClientId: ReadonlyMap<string, readonly JsonObject[]>;
  readonly byLabel: ReadonlyMap<string, readonly JsonObject[]>;
}

function matchOne(declared: DeclaredObject, state: StateIds, { byId, byClientId, byLabel }: Org): MatchedApp {
  const { importFrom, values } = declared;
  const known = stateId(declared, state);
  if (known !== undefined) {
    const app = byId.get(known);
    const found = { declared, id: known, knownBy: 'state' as const, notes: [] };
    return app === undefined ? { ...found, answer: 'gone' } : { ...found, app };
  }
  const imported = importFrom === undefined ? undefined : byId.get(importFrom);
  const [clientId, label] = [values['client_id'], values['label']];
  const same = typeof clientId === 'string' ? (byClientId.get(clientId) ?? []) : [];
  const alike = typeof clientId !== 'string' && typeof label === 'string' ? (byLabel.get(label) ?? []) : [];
  const ways: readonly (readonly [KnownBy, readonly JsonObject[]])[] = [
    ['importFrom', imported === undefined ? [] : [imported]],
    ['client ID', same],
    ['label', alike],
  ];
  const [knownBy, found] = ways.find(([, some]) => some.length > 0) ?? [undefined, []];
  const [app, ...others] = found;
  if (knownBy === undefined || app === undefined) return notFound(declared, state);
  if (others.length > 0) {
    const ids = found.map((one) => `${textField(one, 'id') ?? ''} (client ID ${clientIdOf(one)})`);
    const text = `several apps of the org have its ${knownBy}: ${listed(ids)}; give the app an importFrom or a label of its own`;
    return { declared, answer: 'unclear', notes: [visible(text)] };
  }
  return { declared, app, id: textField(app, 'id') ?? '', knownBy, notes: foundNotes(declared, state, knownBy) };
}

/** Okta's id of an address, where the state could be read and has it. */
export function idIn(state: StateIds, address: string): string | undefined {
  return 'why' in state ? undefined : state.get(address);
}

function stateId({ address }: DeclaredObject, state: StateIds): string | undefined {
  return idIn(state, address);
}

function notFound(declared: DeclaredObject, state: StateIds): MatchedApp {
  const { importFrom } = declared;
  if (importFrom !== undefined) {
    const text = `the org has no app ${importFrom}, which importFrom names; correct it, or remove it if the app was deleted`;
    return { declared, answer: 'gone', id: importFrom, knownBy: 'importFrom', notes: [visible(text)] };
  }
  if (!('why' in state)) return { declared, answer: 'not-applied', notes: ['no state has it: it was never applied'] };
  const text = `the state of ${declared.stack.name} could not be read, so it may have been deleted, or never applied`;
  return { declared, answer: 'unclear', notes: [text] };
}

function foundNotes({ stack, importFrom }: DeclaredObject, state: StateIds, by: KnownBy): readonly string[] {
  if (by === 'importFrom') return ['it is not imported yet: the next apply does that'];
  if ('why' in state) return [];
  if (importFrom !== undefined) return [];
  return [
    `it was not created by ${stack.name}, whose state does not have it; import it with importFrom before an apply`,
  ];
}

/** One app of Okta is one declared app: where several were found to be the same, it is not known which. */
function withoutSharing(matches: readonly MatchedApp[]): readonly MatchedApp[] {
  const byId = groupBy(
    matches.filter(({ app }) => app !== undefined),
    ({ id }) => id,
  );
  return matches.map((match) => {
    const sharing = match.app === undefined ? [] : (byId.get(match.id) ?? []);
    if (sharing.length < 2) return match;
    const text = `${listed(sharing.map(({ declared }) => declared.path))} were all found to be ${match.id ?? ''}`;
    return { declared: match.declared, answer: 'unclear', notes: [visible(text)] };
  });
}

export function clientIdOf(app: JsonObject): string {
  const value = inner(app, 'credentials', 'oauthClient', 'client_id');
  return typeof value === 'string' ? value : '';
}
