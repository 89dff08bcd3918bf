import { isObject } from '../../shared/json';
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

/** Every collection, with what each of its records must have: a file that lacks it is not read. */
const COLLECTIONS: Readonly<Record<Collection, Readonly<Record<string, 'string' | 'object' | 'array'>>>> = {
  users: { id: 'string', status: 'string', profile: 'object', roles: 'array' },
  tokens: { id: 'string', userId: 'string' },
  groups: { id: 'string', type: 'string', profile: 'object', members: 'array' },
  policies: { id: 'string', type: 'string', name: 'string' },
  apps: {
    id: 'string',
    label: 'string',
    status: 'string',
    accessibility: 'object',
    visibility: 'object',
    credentials: 'object',
    settings: 'object',
    idToken: 'object',
    secrets: 'array',
    groups: 'array',
    users: 'array',
    grants: 'array',
    roles: 'array',
  },
  trustedOrigins: { id: 'string', name: 'string', origin: 'string', scopes: 'array', status: 'string' },
};

const NAMES = Object.keys(COLLECTIONS) as Collection[];

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
  const moment = NAMES.map((name) => ({ name, records: state[name].all() }));
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
  if (!isObject(raw) || raw['format'] !== FORMAT)
    throw new OrgError(`${where} was not written by a local org: choose another folder`);
  if (raw['version'] !== VERSION)
    throw new OrgError(`${where} was written by another version of the local org: choose another folder, or remove it`);
  const { id, token, signingKey, created } = raw;
  if (
    typeof id !== 'string' ||
    typeof token !== 'string' ||
    typeof signingKey !== 'string' ||
    typeof created !== 'string'
  )
    throw corrupted(where, 'id, token, signingKey or created is missing');
  const state = emptyState({ id, token, signingKey, created }, changed);
  for (const name of NAMES) {
    const records = raw[name];
    if (!Array.isArray(records)) throw corrupted(where, `${name} is missing`);
    for (const record of records) {
      const missing = missingFrom(record, name);
      if (missing !== undefined) throw corrupted(where, `a record of ${name} has no valid ${missing}`);
      (state[name] as Records<{ readonly id: string }>).put(record as { id: string });
    }
  }
  return state;
}

function missingFrom(record: unknown, name: Collection): string | undefined {
  if (!isObject(record)) return 'fields';
  return Object.entries(COLLECTIONS[name]).find(([key, kind]) => {
    const value = record[key];
    if (kind === 'array') return !Array.isArray(value);
    return kind === 'object' ? !isObject(value) : typeof value !== kind;
  })?.[0];
}

function corrupted(where: string, why: string): OrgError {
  return new OrgError(`${where} is corrupted (${why}): restore it from a copy, or move it away to begin anew`);
}
