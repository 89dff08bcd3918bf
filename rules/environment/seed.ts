import { isObject, object } from '../../okta-apps/shared/json';
import { EVERYONE, SEED_PROFILE } from '../../okta-apps/shared/environment-seed';
import { nearest } from '../../okta-apps/shared/nearest';
import { items } from '../../okta-apps/shared/values';
import type { EnvironmentSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';
import { fill, type Text } from '../texts';

/** Two slips of the hand are taken for a login that is meant. */
const MOST_SLIPS = 2;

/** Who is in the org on this machine. Users of an Okta org are not this tool's to make. */
export const seedRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/seed-local',
    severity: 'error',
    title: 'An environment that is not local has a `seed`.',
    impact: 'nothing creates these users and groups: the tool writes no users to an Okta org',
    fix: 'move it to the environment with `local: true`',
    see: SOURCES.environments,
    *check({ declaration }) {
      const { seed, local } = object(declaration);
      if (seed === undefined || local === true) return;
      yield { prop: 'seed', must: 'be in a local environment only', value: shape(seed) };
    },
  },
  {
    id: 'environment/seed',
    severity: 'error',
    title: 'A group or user of a `seed` is incomplete, occurs twice, or has an unknown member.',
    impact: 'the local org could not be filled, or sign-ins there would not show what was meant',
    fix: 'write it as the type `EnvironmentSeed` says',
    see: SOURCES.environments,
    *check({ declaration }) {
      const { seed } = object(declaration);
      if (seed === undefined) return;
      if (!isObject(seed)) {
        yield { prop: 'seed', must: 'be an object', value: seed, fix: 'write groups and users into it' };
        return;
      }
      yield* listFault('seed.groups', seed['groups']);
      yield* listFault('seed.users', seed['users']);
      const logins = items(seed['users']).map((user) => object(user)['login']);
      yield* usersOf(items(seed['users']));
      yield* groupsOf(
        items(seed['groups']),
        logins.filter((login) => typeof login === 'string'),
      );
    },
  },
];

function* listFault(prop: string, value: unknown): Iterable<Violation> {
  if (value === undefined || Array.isArray(value)) return;
  yield { prop, must: 'be a list', value: shape(value), fix: 'write one, such as [{ … }]' };
}

function* usersOf(users: readonly unknown[]): Iterable<Violation> {
  for (const [at, user] of users.entries()) {
    const { login, profile } = object(user);
    const prop = `seed.users[${at}]`;
    yield* nameFault(`${prop}.login`, login, 'such as "ada@example.com"');
    yield* repeatedFault(
      { prop: `${prop}.login`, holder: 'seed.users', at },
      login,
      users.map((one) => object(one)['login']),
    );
    if (profile !== undefined && !isObject(profile))
      yield { prop: `${prop}.profile`, must: 'be an object', value: profile, fix: 'write one, or leave it out' };
    for (const name of SEED_PROFILE) {
      const value = object(profile)[name];
      if (value !== undefined) yield* nameFault(`${prop}.profile.${name}`, value, 'or leave it out');
    }
  }
}

function* groupsOf(groups: readonly unknown[], logins: readonly string[]): Iterable<Violation> {
  for (const [at, group] of groups.entries()) {
    const { name, members } = object(group);
    const prop = `seed.groups[${at}]`;
    yield* nameFault(`${prop}.name`, name, 'such as "Sales"');
    if (name === EVERYONE) {
      const fix = 'remove it: every user of an org is in it';
      yield { prop: `${prop}.name`, must: 'be a group that Okta does not make itself', value: name, fix };
    }
    yield* repeatedFault(
      { prop: `${prop}.name`, holder: 'seed.groups', at },
      name,
      groups.map((one) => object(one)['name']),
    );
    yield* listFault(`${prop}.members`, members);
    for (const [index, member] of items(members).entries()) {
      const place = { prop: `${prop}.members[${index}]`, holder: `${prop}.members`, at: index };
      if (typeof member === 'string' && logins.includes(member)) yield* repeatedFault(place, member, items(members));
      else
        yield {
          prop: place.prop,
          must: 'be the login of a user in seed.users',
          value: member,
          fix: login(member, logins),
        };
    }
  }
}

function* nameFault(prop: string, value: unknown, example: string): Iterable<Violation> {
  if (typeof value === 'string' && value !== '' && value.trim() === value) return;
  yield { prop, must: 'be a text without a leading or trailing space', value, fix: `write one, ${example}` };
}

/** The second of two is the one to change. */
function* repeatedFault(
  { prop, holder, at }: { readonly prop: string; readonly holder: string; readonly at: number },
  value: unknown,
  all: readonly unknown[],
): Iterable<Violation> {
  const first = all.indexOf(value);
  if (typeof value !== 'string' || first === at) return;
  yield { prop, must: 'occur once', value, fix: fill('remove it, {first} has it', { first: `${holder}[${first}]` }) };
}

function login(member: unknown, logins: readonly string[]): string | Text {
  const meant = typeof member === 'string' ? nearest(member, logins, MOST_SLIPS) : undefined;
  if (meant !== undefined) return fill('did you mean {meant}?', { meant });
  return 'add the user to seed.users, or remove the member';
}

/** Of what is to be moved or written again, its kind is enough. */
function shape(value: unknown): unknown {
  return isObject(value) ? 'an object' : value;
}
