import { inWords, manageScope, mayReadBy, readScope, type Area } from '../resources/areas';
import { listed } from '../shared/lists';
import type { CredentialAccess } from './credential-access';
import { rolesFor, type NeededAccess } from './needed-access';
import { smallestRoles, READ_ONLY } from './roles';

/** One thing about a credential. `wrong` has to be fixed; `note` is worth knowing. The text says what to do. */
export interface AccessFinding {
  readonly severity: 'wrong' | 'note';
  readonly text: string;
}

/** A credential as the configuration has it. */
export interface Holder {
  /** Of a service app. */
  readonly clientId?: string;
  /** The scopes that the configuration lists for a service app. */
  readonly scopes?: readonly string[];
}

const wrong = (text: string): AccessFinding => ({ severity: 'wrong', text });
const note = (text: string): AccessFinding => ({ severity: 'note', text });

/** What is wrong with a credential before any org is asked: scopes that a service app would not even ask for. */
export function evaluateScopes(need: NeededAccess, { scopes }: Holder): readonly AccessFinding[] {
  if (scopes === undefined) return [];
  const missing = missingScopes(need, scopes);
  return missing.length === 0 ? [] : [wrong(`its scopes in env/ lack ${listed(missing)}; add what is missing`)];
}

/** Scopes that are needed and not there. */
function missingScopes({ reads, writes }: NeededAccess, scopes: readonly string[]): readonly string[] {
  return [
    ...reads.filter((area) => !mayReadBy(scopes, area)).map(readScope),
    ...writes.map(manageScope).filter((scope) => !scopes.includes(scope)),
  ].sort();
}

/**
 * Whether a credential can do what is needed and, where nothing is to be written, no more.
 *
 * @param access What the org says of it.
 */
export function evaluateAccess(need: NeededAccess, holder: Holder, access: CredentialAccess): readonly AccessFinding[] {
  return [
    ...(need.writes.length === 0 ? tooLarge(access) : larger(need, access)),
    ...seesSecrets(access),
    ...notGranted(need, holder, access),
    ...refused(need, holder, access),
    ...(access.unknown.length === 0 ? [] : [note(`the org does not reveal ${listed(access.unknown)}`)]),
  ];
}

/** A plan's credential must not be able to write. */
function tooLarge({ kind, scopes = [], roles = [], canWrite, mayWrite }: CredentialAccess): readonly AccessFinding[] {
  if (kind === 'service-app') {
    const manage = scopes.filter((scope) => scope.endsWith('.manage'));
    if (manage.length === 0) return [];
    return [wrong(`it can write (the org grants it ${listed(manage)}), but a plan must not; revoke these grants`)];
  }
  if (canWrite.length > 0) {
    const by = `by ${listed(roles)}`;
    return [
      wrong(
        `it can write ${inWords(canWrite)} (${by}), but a plan must not; take a token of a user with ${READ_ONLY} only`,
      ),
    ];
  }
  if (mayWrite.length === 0) return [];
  return [note(`it could not be found out whether it can write; a plan needs no more than ${READ_ONLY}`)];
}

/** Who has a client secret is the app: a plan's credential, which many can use, must not get it. */
function seesSecrets({ kind, secrets, roles = [] }: CredentialAccess): readonly AccessFinding[] {
  if (secrets === 'no app') {
    return [note('whether it can read client secrets could not be tried, because the org has no OIDC app yet')];
  }
  if (secrets !== 'visible') return [];
  const by = roles.length === 0 ? '' : ` (by ${listed(roles)})`;
  const whose = kind === 'service-app' ? 'the service app' : 'its user';
  return [
    wrong(
      `it can read client secrets${by}, which Okta returns in plain text, but a plan must not; give ${whose} a role without the ` +
        `permission okta.apps.clientCredentials.read`,
    ),
  ];
}

/** More than an apply needs. */
function larger(need: NeededAccess, { canWrite, roles = [], scopes = [] }: CredentialAccess): readonly AccessFinding[] {
  const areas = canWrite.filter((area) => !need.writes.includes(area));
  const spare = scopes.filter((scope) => scope.endsWith('.manage') && !need.writes.map(manageScope).includes(scope));
  if (spare.length > 0) return [note(`the org grants it more than it needs: ${listed(spare)}`)];
  if (areas.length === 0) return [];
  const enough = listed(rolesFor(need));
  return [note(`it can also write ${inWords(areas)} (by ${listed(roles)}); ${enough} would be enough`)];
}

/** Scopes that the configuration lists and the org does not grant. */
function notGranted(need: NeededAccess, holder: Holder, { scopes }: CredentialAccess): readonly AccessFinding[] {
  if (scopes === undefined || holder.scopes === undefined) return [];
  const unlisted = missingScopes(need, holder.scopes);
  const missing = missingScopes(need, scopes).filter((scope) => !unlisted.includes(scope));
  if (missing.length === 0) return [];
  return [wrong(`the org does not grant it ${listed(missing)}; grant that to ${who(holder)} (Okta API Scopes)`)];
}

/** What is refused although its scopes allow it: that is about admin roles. */
function refused(need: NeededAccess, holder: Holder, access: CredentialAccess): readonly AccessFinding[] {
  const { canWrite, mayWrite, cannotRead, roles = [] } = access;
  const unwritable = need.writes.filter(
    (area) =>
      !canWrite.includes(area) &&
      !mayWrite.includes(area) &&
      hasScope(area, holder, access, (scopes) => scopes.includes(manageScope(area))),
  );
  const unread = cannotRead.filter(
    ({ area }) => need.reads.includes(area) && !unwritable.includes(area) && hasScope(area, holder, access, mayReadBy),
  );
  const has = roles.length === 0 ? 'no admin role' : listed(roles);
  const why = listed([...new Set(unread.map((one) => one.why))]);
  const areas = inWords(unread.map(({ area }) => area));
  return [
    ...(unwritable.length === 0
      ? []
      : [wrong(`it cannot write ${inWords(unwritable)} (it has ${has}); ${giveRole(unwritable, holder)}`)]),
    ...(unread.length === 0 ? [] : [wrong(`it cannot read ${areas} (${why}); ${giveRole(need.writes, holder)}`)]),
  ];
}

/** A missing scope is another finding; only what is refused all the same is about roles. */
function hasScope(
  area: Area,
  holder: Holder,
  { scopes }: CredentialAccess,
  enough: (scopes: readonly string[], area: Area) => boolean,
): boolean {
  if (scopes === undefined || holder.scopes === undefined) return true;
  return enough(scopes, area) && enough(holder.scopes, area);
}

function giveRole(areas: readonly Area[], holder: Holder): string {
  return `assign ${listed(smallestRoles(areas))} to ${who(holder)}`;
}

function who({ clientId }: Holder): string {
  return clientId === undefined ? 'its user' : `the service app ${clientId}`;
}
