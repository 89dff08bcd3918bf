import { isObject } from '../../shared/json';
import { Marker } from '../../plan/markers';
import type { ChangeRule } from './change-rule';
import { each, accessOf, type ChangeSubject } from './change-subject';
import { accessRule, uriRule } from './access-rule';

const METHODS = 'https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication';
const PKCE = 'https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1';
const KEYS = 'https://www.rfc-editor.org/rfc/rfc7523';
const METHOD = 'token_endpoint_auth_method';

/** A key by its name; the key itself says nothing to a person. */
function kidOf(key: unknown): unknown {
  return isObject(key) && !(key instanceof Marker) ? (key['kid'] ?? null) : key;
}

function keyChanges(subject: ChangeSubject) {
  const named = (direction: 'broadened' | 'narrowed') =>
    accessOf(subject, 'jwks', direction).map((change) => ({ ...change, value: kidOf(change.value) }));
  return { added: named('broadened'), removed: named('narrowed') };
}

const weakened = accessRule({
  id: 'client-authentication/weakened',
  severity: 'high',
  title: 'Client authentication becomes weaker.',
  see: METHODS,
  impact: 'it becomes easier to impersonate the app and get tokens in its name',
  attribute: METHOD,
  directions: ['broadened'],
  showsBoth: true,
  must: 'not become weaker',
  fix: 'keep the stronger method',
});

const changed = accessRule({
  id: 'client-authentication/changed',
  severity: 'medium',
  title: 'The client authentication method changes.',
  see: METHODS,
  impact: 'after the apply, Okta rejects the app until it uses the new method, and may give it a new secret',
  attribute: METHOD,
  directions: ['narrowed', 'shifted'],
  showsBoth: true,
  must: 'change together with the app',
  fix: "deploy the app's own change at the same time; okta-apps secretless plans the move from a secret to keys",
});

const pkceOff = accessRule({
  id: 'pkce/off',
  severity: 'high',
  title: 'PKCE is no longer required.',
  see: PKCE,
  impact: 'a stolen authorization code can be exchanged for tokens',
  attribute: 'pkce_required',
  directions: ['broadened'],
  must: 'be true',
  fix: 'require it again',
});

const pkceOn = accessRule({
  id: 'pkce/on',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'PKCE becomes required.',
  see: PKCE,
  impact: 'Okta rejects relying parties that send no code challenge as soon as this is applied',
  attribute: 'pkce_required',
  directions: ['narrowed'],
  must: 'change together with the relying parties',
  fix: 'make sure that every relying party sends a code challenge',
});

const keysAdded: ChangeRule<ChangeSubject> = {
  id: 'keys/added',
  severity: 'medium',
  title: 'A public key is added to the app.',
  see: KEYS,
  impact: 'anyone who holds its private key can act as the app',
  fix: 'confirm who made the key',
  *check(subject) {
    if (subject.change.before === null) return;
    const { added, removed } = keyChanges(subject);
    const fresh = added.filter(({ value }) => !removed.some((old) => old.value === value));
    yield* each(fresh, 'belong to the app');
  },
};

const keysReplaced: ChangeRule<ChangeSubject> = {
  id: 'keys/replaced',
  severity: 'high',
  title: 'A public key is replaced and keeps its name.',
  see: KEYS,
  impact: 'Okta rejects the app until it signs with the new key, and anyone who holds that key can act as the app',
  fix: 'add the new key under a new name beside the old one',
  *check(subject) {
    const { added, removed } = keyChanges(subject);
    const swapped = added.filter(({ value }) => removed.some((old) => old.value === value));
    yield* each(swapped, 'keep its content under its name');
  },
};

const keysRemoved: ChangeRule<ChangeSubject> = {
  id: 'keys/removed',
  severity: 'high',
  title: 'A public key, or the address of the keys, is removed.',
  see: KEYS,
  impact: 'Okta rejects instances of the app that still sign with this key, and their users cannot sign in',
  fix: 'make sure that the app already uses another key; okta-apps rotate proves it for keys in jwks',
  *check(subject) {
    const { added, removed } = keyChanges(subject);
    const gone = removed.filter(({ value }) => !added.some((now) => now.value === value));
    const all = [...gone, ...accessOf(subject, 'jwks_uri', 'narrowed')];
    yield* each(all, 'stay while the app signs with it');
  },
};

const keysHost = uriRule({
  id: 'keys/new-host',
  severity: 'high',
  title: "The app's public keys come from a host that the app did not use before, or without TLS.",
  see: KEYS,
  impact: 'the owner of the host decides which keys authenticate the app',
  uses: ['keys'],
  concerns: ({ newness, uri }) => newness === 'host' || newness === 'domain' || uri.scheme !== 'https' || uri.userInfo,
  must: 'be an https:// address on a host that the app uses already',
  fix: 'confirm who owns the host',
});

/** Rules about how the app proves that it is the app. */
export const clientAuthentication: readonly ChangeRule<ChangeSubject>[] = [
  weakened,
  changed,
  pkceOff,
  pkceOn,
  keysAdded,
  keysReplaced,
  keysRemoved,
  keysHost,
];
