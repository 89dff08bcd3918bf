import type { GenericSchema } from 'valibot';
import { inner, isList } from '../../shared/json';
import { anyObject, objectWith, readIf, valibot } from '../../shared/schema';
import { OrgError } from './errors';
import { newId, newSecret, newToken } from './ids';
import {
  Records,
  type ApiToken,
  type App,
  type Group,
  type OrgIdentity,
  type Policy,
  type RecordChange,
  type SigningKeyRecord,
  type State,
  type TrustedOrigin,
  type User,
} from './records';

const FORMAT = 'okta-apps local org';
const VERSION = 2;

export type Collection = Exclude<keyof State, 'identity'>;

const COLLECTIONS = [
  'users',
  'tokens',
  'groups',
  'policies',
  'apps',
  'trustedOrigins',
  'signingKeys',
] as const satisfies Collection[];

/** Collections that a file may lack, because an org of an earlier time wrote it. */
const LATER: readonly Collection[] = ['signingKeys'];

/** Is told of every change of a collection. */
export type OnChange = (collection: Collection, change: RecordChange) => void;

/** What a state file holds. */
export interface StateFile {
  readonly state: State;
  /** Names this very file for the journal that goes on from it; absent from files of version 1, which had none. */
  readonly generation: string | undefined;
}

/** An org that holds nothing. @param onChange is told after every change */
export function emptyState(identity: OrgIdentity, onChange: OnChange): State {
  const of = <T extends { readonly id: string }>(collection: Collection, nameOf?: (record: T) => string) =>
    new Records<T>((change) => {
      onChange(collection, change);
    }, nameOf && { nameOf });
  return {
    identity,
    users: of<User>('users'),
    tokens: of<ApiToken>('tokens'),
    groups: of<Group>('groups'),
    policies: of<Policy>('policies'),
    apps: of<App>('apps', ({ credentials }) => credentials.oauthClient.client_id),
    trustedOrigins: of<TrustedOrigin>('trustedOrigins'),
    signingKeys: of<SigningKeyRecord>('signingKeys'),
  };
}

/** A state in memory with the same identity and records. */
export function copyState(state: State): State {
  const copy = emptyState(state.identity, () => undefined);
  // Records are replaced, never changed in place: both may have the same ones.
  for (const name of COLLECTIONS)
    for (const record of state[name].all()) (copy[name] as Records<typeof record>).put(record);
  return copy;
}

/** A new org's identity. */
export function newIdentity(created: string, token = newToken()): OrgIdentity {
  return { id: newId('00o'), token, signingKey: newSecret(), created };
}

/**
 * The state as text, in pieces: one line per record, so that a person can read and compare the file.
 * The pieces belong to the moment of the call, however slowly they are taken.
 */
export function stateText(state: State, generation: string): Iterable<string> {
  const moment = COLLECTIONS.map((name) => ({ name, records: state[name].all() }));
  const head = { format: FORMAT, version: VERSION, generation, ...state.identity };
  return pieces(JSON.stringify(head).slice(0, -1), moment);
}

function* pieces(
  head: string,
  collections: readonly { name: string; records: readonly object[] }[],
): Generator<string> {
  yield head;
  for (const { name, records } of collections) {
    yield `,\n"${name}":[`;
    let separator = '\n';
    for (const record of records) {
      yield separator + JSON.stringify(record);
      separator = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}

/**
 * Reads the text of a state file.
 * @param where the file, for the messages
 * @throws OrgError when the text is not what a local org writes
 */
export function parseState(text: string, where: string, onChange: OnChange): StateFile {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw corrupted(where, 'it is not JSON');
  }
  const v = valibot();
  const is = (schema: GenericSchema, value: unknown) => v.is(schema, value);
  if (!is(objectWith({ format: v.literal(FORMAT) }), raw))
    throw new OrgError(`${where} was not written by a local org: choose another folder`);
  const versioned = v.variant('version', [
    v.object({ version: v.literal(1) }),
    v.object({ version: v.literal(VERSION), generation: v.string() }),
  ]);
  const file = readIf(versioned, raw);
  if (file === undefined)
    throw new OrgError(`${where} was written by another version of the local org: choose another folder, or remove it`);
  const identity = readIf(
    v.object({ id: v.string(), token: v.string(), signingKey: v.string(), created: v.string() }),
    raw,
  );
  if (identity === undefined) throw corrupted(where, 'id, token, signingKey or created is missing');
  const state = emptyState(identity, onChange);
  const check = recordCheck();
  for (const name of COLLECTIONS) {
    const records = inner(raw, name) ?? (LATER.includes(name) ? [] : undefined);
    if (!isList(records)) throw corrupted(where, `${name} is missing`);
    for (const record of records) {
      const fault = check(name, record);
      if (fault !== undefined) throw corrupted(where, fault);
      apply(state, name, record as { id: string });
    }
  }
  return { state, generation: 'generation' in file ? file.generation : undefined };
}

export function isCollection(name: unknown): name is Collection {
  return COLLECTIONS.some((known) => known === name);
}

/** Puts a record into its collection, or deletes the one with that id. */
export function apply(state: State, name: Collection, to: RecordChange['to']): void {
  const records = state[name] as Records<{ readonly id: string }>;
  if (typeof to === 'string') records.delete(to);
  else records.put(to);
}

/**
 * Tells what a record lacks. The record itself is what is kept, because a parsed one would have its members in another
 * order.
 */
export function recordCheck(): (name: Collection, record: unknown) => string | undefined {
  const v = valibot();
  const schemas = recordSchemas();
  return (name, record) => {
    const { issues } = v.safeParse(schemas[name], record, { abortEarly: true });
    return issues && `a record of ${name} has no valid ${v.getDotPath(issues[0]) ?? 'fields'}`;
  };
}

/** What each record of a collection must have: a file that lacks it is not read. */
function recordSchemas() {
  const v = valibot();
  const id = v.string();
  const text = v.string();
  const list = v.array(v.unknown());
  const object = anyObject();
  return {
    users: objectWith({ id, status: text, profile: object, roles: list }),
    tokens: objectWith({ id, userId: text }),
    groups: objectWith({ id, type: text, profile: object, members: list }),
    policies: objectWith({ id, type: text, name: text }),
    apps: objectWith({
      id,
      label: text,
      status: text,
      accessibility: object,
      visibility: object,
      credentials: object,
      settings: object,
      idToken: object,
      secrets: list,
      groups: list,
      users: list,
      grants: list,
      roles: list,
    }),
    trustedOrigins: objectWith({ id, name: text, origin: text, scopes: list, status: text }),
    signingKeys: objectWith({ id, jwk: object }),
  } satisfies Readonly<Record<Collection, GenericSchema>>;
}

function corrupted(where: string, why: string): OrgError {
  return new OrgError(`${where} is corrupted (${why}): restore it from a copy, or move it away to start over`);
}
