import { objectWith, text, textList, valibot } from './schema';

/** The group that Okta puts every user of an org into. */
export const EVERYONE = 'Everyone';

/** A group of a local org. */
export interface SeedGroup {
  readonly name: string;
  /** Logins of users of the seed. @default - no one */
  readonly members?: readonly string[];
}

/** A user of a local org. The sign-in page takes any password, except `wrong`. */
export interface SeedUser {
  /** As typed on the sign-in page, such as `ada@example.com`. */
  readonly login: string;
  readonly profile?: {
    /** @default - the login up to its `@` */
    readonly firstName?: string;
    /** @default 'User' */
    readonly lastName?: string;
    /** @default - the login */
    readonly email?: string;
  };
}

/** Who is in a local org from the beginning. All users are in `Everyone`, too. */
export interface EnvironmentSeed {
  /** @default [] */
  readonly groups?: readonly SeedGroup[];
  /** @default [] */
  readonly users?: readonly SeedUser[];
}

/** The members of a user's profile that a seed may set. */
export const SEED_PROFILE = ['firstName', 'lastName', 'email'] as const;

/** A user of a seed, with what it leaves out. */
export interface FullSeedUser {
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

/** The user with the defaults of its profile. */
export function withDefaults({ login, profile = {} }: SeedUser): FullSeedUser {
  const { firstName = login.split('@')[0] ?? login, lastName = 'User', email = login } = profile;
  return { login, firstName, lastName, email };
}

/** Users and groups of these environments, as one seed; the first of two users with one login counts. */
export function mergedSeed(seeds: readonly (EnvironmentSeed | undefined)[]): EnvironmentSeed {
  const all = seeds.filter((seed) => seed !== undefined);
  return {
    users: all
      .flatMap(({ users = [] }) => users)
      .filter(({ login }, at, every) => firstBy(every, 'login', login) === at),
    groups: all
      .flatMap(({ groups = [] }) => groups)
      .filter(({ name }, at, every) => firstBy(every, 'name', name) === at),
  };
}

/** A seed as an org that is started with it takes it: users with the groups that they are in. */
export function seedForOrg(seed: EnvironmentSeed) {
  const { groups = [], users = [] } = seed;
  return {
    groups: groups.map(({ name }) => ({ name })),
    users: users.map((user) => ({ ...withDefaults(user), groups: groupsOfUser(seed, user.login) })),
  };
}

/** Names of the groups of a seed that a user is in. */
export function groupsOfUser({ groups = [] }: EnvironmentSeed, login: string): readonly string[] {
  return groups.filter(({ members = [] }) => members.includes(login)).map(({ name }) => name);
}

/** Names of the groups of an org that was filled with a seed. */
export function groupNames({ groups = [] }: EnvironmentSeed): readonly string[] {
  return [EVERYONE, ...groups.map(({ name }) => name)];
}

/** A seed as a manifest has it. */
export function environmentSeed() {
  const v = valibot();
  const profile = objectWith({
    firstName: v.exactOptional(text()),
    lastName: v.exactOptional(text()),
    email: v.exactOptional(text()),
  });
  const group = objectWith({ name: text(), members: v.exactOptional(textList()) });
  const user = objectWith({ login: text(), profile: v.exactOptional(profile) });
  return objectWith({
    groups: v.exactOptional(v.array(group, 'a list')),
    users: v.exactOptional(v.array(user, 'a list')),
  });
}

function firstBy<K extends string>(all: readonly Readonly<Record<K, string>>[], key: K, value: string): number {
  return all.findIndex((one) => one[key] === value);
}
