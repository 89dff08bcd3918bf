import type { Violation } from '../../../rules/engine';
import type { RuleTexts } from '../../../rules/texts';
import { AFTER_APPLY, Marker } from '../../plan/markers';
import { isUnset } from '../../plan/value-key';
import { isApp } from '../../resources/resource-type';
import { field, itemsOf } from '../../shared/json';
import { display } from '../meaning/differences';
import { hasLateUris, webUrisOf } from '../meaning/hosts-in-use';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';

const APPS = 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/';

/** Several new apps are one finding, which has the text of each. */
interface Detailed extends Violation {
  readonly detail: string;
}

const CONFIRM = 'confirm who owns the hosts, and that these users need the app';

type Creation = Pick<ChangeRule<ChangeSubject>, 'id' | 'severity' | keyof RuleTexts>;

/** A rule about new production apps that are, or are not, on a host that is new there. */
function creation(onNewHost: boolean, rule: Creation): ChangeRule<ChangeSubject> {
  return {
    ...rule,
    see: APPS,
    grouped: true,
    *check(subject): Iterable<Detailed> {
      if (!subject.production || !isNewApp(subject) || isElsewhere(subject) !== onNewHost) return;
      const [value, detail] = [nameOf(subject), describe(subject)];
      yield { prop: 'app', must: 'be needed in production', value, detail };
    },
  };
}

const created = creation(false, {
  id: 'app/created',
  severity: 'medium',
  title: 'An app is created in production, on hosts that its apps or trusted origins already use.',
  impact: 'users can sign in to an app that did not exist before',
  fix: CONFIRM,
});

const createdElsewhere = creation(true, {
  id: 'app/created-on-new-host',
  severity: 'high',
  title: 'An app is created in production, on a host that none of its apps and trusted origins used before.',
  impact: 'users can sign in to an app that did not exist before, and the owner of the new host receives their codes',
  fix: CONFIRM,
});

const severalDomains: ChangeRule<ChangeSubject> = {
  id: 'app/several-domains',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'A new app is on several registrable domains.',
  see: 'https://publicsuffix.org/learn/',
  impact: 'the owner of each domain can receive authorization codes for this app',
  fix: 'confirm who owns each domain, or declare an app for each',
  grouped: true,
  *check(subject): Iterable<Detailed> {
    const { type, after } = subject;
    if (!isNewApp(subject)) return;
    const domains = [...new Set(webUrisOf(type, after).map(({ domain }) => domain))];
    if (domains.length < 2) return;
    const detail = `${nameOf(subject)}: ${domains.join(', ')}`;
    yield { prop: 'app', must: 'have one registrable domain', value: nameOf(subject), detail };
  },
};

const tileWithoutStart: ChangeRule<ChangeSubject> = {
  id: 'initiate-login/missing',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'Users see a tile of an app that has no initiate-login URI.',
  see: 'https://openid.net/specs/openid-connect-core-1_0.html#ThirdPartyInitiatedLogin',
  impact: 'users who start the app from their dashboard get an Okta error',
  fix: 'set initiateLogin (login_uri), or hide the tile',
  grouped: true,
  *check(subject) {
    const { type, change, after, changed } = subject;
    if (type.kind !== 'oidc-app' || field(after, 'type') === 'service') return;
    const appears = change.kind === 'create' || ['hide_web', 'hide_ios'].some((name) => changed.includes(name));
    const isVisible = field(after, 'hide_web') === false || field(after, 'hide_ios') === false;
    if (!appears || !isVisible || !isUnset(field(after, 'login_uri'))) return;
    yield { prop: 'login_uri', must: 'be set while users see the tile', value: nameOf(subject) };
  },
};

/** Rules about an app that did not exist before. */
export const newApps: readonly ChangeRule<ChangeSubject>[] = [
  created,
  createdElsewhere,
  severalDomains,
  tileWithoutStart,
];

function isNewApp({ type, change }: ChangeSubject): boolean {
  return change.kind === 'create' && isApp(type);
}

/** An address that shows only after the apply may be anywhere. */
function isElsewhere({ type, after, inUse }: ChangeSubject): boolean {
  return hasLateUris(type, after) || webUrisOf(type, after).some(({ host }) => !inUse().hosts.has(host));
}

function nameOf({ place, change }: ChangeSubject): string {
  return place.app ?? change.address;
}

/** Hosts, who may sign in, grants and authentication, on one line. */
function describe(subject: ChangeSubject): string {
  const parts = [
    hostsOf(subject),
    usersOf(subject),
    ...(isOidc(subject) ? [grantsOf(subject), clientOf(subject)] : []),
  ];
  return `${nameOf(subject)}: ${[...parts, policyOf(subject)].join('; ')}`;
}

function isOidc({ type }: ChangeSubject): boolean {
  return type.kind === 'oidc-app';
}

function hostsOf({ type, after, inUse }: ChangeSubject): string {
  const known = inUse().hosts;
  const hosts = webUrisOf(type, after).map(({ host }) => (known.has(host) ? host : `${host} (new)`));
  const late = hasLateUris(type, after) ? ['others that show after the apply'] : [];
  const all = [...hosts, ...late];
  return all.length === 0 ? 'no host' : `${all.length === 1 ? 'host' : 'hosts'} ${all.join(', ')}`;
}

function usersOf({ after, groupsOfApp }: ChangeSubject): string {
  if (field(after, 'implicit_assignment') === true) return 'everyone in the org may sign in';
  if (groupsOfApp === undefined) return 'who may sign in is not in this plan';
  return groupsOfApp.length === 0 ? 'no one is assigned here' : `assigned to ${groupsOfApp.join(', ')}`;
}

function grantsOf({ after }: ChangeSubject): string {
  const grants = field(after, 'grant_types');
  const all = itemsOf(grants).filter((grant) => !isUnset(grant) && !(grant instanceof Marker));
  return all.length === 0 ? 'grants left to Okta' : `grants ${all.map(display).join(', ')}`;
}

function clientOf({ after }: ChangeSubject): string {
  const method = field(after, 'token_endpoint_auth_method');
  const pkce = field(after, 'pkce_required');
  const words = pkce === true ? 'PKCE required' : pkce === false ? 'PKCE not required' : 'PKCE left to Okta';
  return `client authentication ${isUnset(method) ? 'left to Okta' : display(method)}, ${words}`;
}

function policyOf({ after, policyOfApp }: ChangeSubject): string {
  const policy = field(after, 'authentication_policy');
  if (policyOfApp !== undefined) return `authentication policy ${policyOfApp}`;
  return isUnset(policy) || policy === AFTER_APPLY
    ? 'authentication policy left to Okta'
    : `authentication policy ${display(policy)}`;
}
