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
  type State,
  type TrustedOrigin,
  type User,
} from './records';

const FORMAT = 'okta-apps local org';
const VERSION = 1;

type Collection = Exclude<keyof State, 'identity'>;

const COLLECTIONS = ['users', 'tokens', 'groups', 'policies', 'apps', 'trustedOrigins'] as const satisfies Collection[];

/** An org that holds nothing. @param changed is told after every change */
export function emptyState(identity: OrgIdentity, changed: () => void): State {
  return {
    identity,
    users: new Records<User>(changed),
    tokens: new Records<ApiToken>(changed),
    groups: new Records<Group>(changed),
    policies: new Records<Policy>(changed),
    apps: new Records<App>(changed),
    trustedOrigins: new Records<TrustedOrigin>(changed),
  };
}

/** A new org's identity. */
export function newIdentity(created: string, token = newToken()): OrgIdentity {
  return { id: newId('00o'), token, signingKey: newSecret(), created };
}

/**
 * The state as text, in pieces: one line per record, so that a person can read and compare the file.
 * The pieces belong to the moment of the call, however slowly they are taken.
 */
export function stateText(state: State): Iterable<string> {
  const moment = COLLECTIONS.map((name) => ({ name, records: state[name].all() }));
  return pieces(JSON.stringify({ format: FORMAT, version: VERSION, ...state.identity }).slice(0, -1), moment);
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
export function parseState(text: string, where: string, changed: () => void): State {
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
  if (!is(objectWith({ version: v.literal(VERSION) }), raw))
    throw new OrgError(`${where} was written by another version of the local org: choose another folder, or remove it`);
  const identity = readIf(
    v.object({ id: v.string(), token: v.string(), signingKey: v.string(), created: v.string() }),
    raw,
  );
  if (identity === undefined) throw corrupted(where, 'id, token, signingKey or created is missing');
  const state = emptyState(identity, changed);
  const schemas = recordSchemas();
  for (const name of COLLECTIONS) {
    const records = inner(raw, name);
    if (!isList(records)) throw corrupted(where, `${name} is missing`);
    for (const record of records) {
      const { issues } = v.safeParse(schemas[name], record, { abortEarly: true });
      if (issues !== undefined)
        throw corrupted(where, `a record of ${name} has no valid ${v.getDotPath(issues[0]) ?? 'fields'}`);
      // The record itself, because a parsed one would have its members in another order.
      (state[name] as Records<{ readonly id: string }>).put(record as { id: string });
    }
  }
  return state;
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
  } satisfies Readonly<Record<Collection, GenericSchema>>;
}

function corrupted(where: string, why: string): OrgError {
  return new OrgError(`${where} is corrupted (${why}): restore it from a copy, or move it away to begin anew`);
}
