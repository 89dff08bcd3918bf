import { SHOWN_BY_REQUESTS } from '../../../../../okta-apps/review/witness/shown-rules';
import type { Review } from '../../../../../okta-apps/review/review-model';
import { nameOf, type Declared, type Pair } from './app-pairs';

const gives = ({ response_types: types }: Declared, ...parts: readonly string[]) =>
  parts.some((part) => types.includes(part));
const noCode = ({ after }: Pair) => !gives(after, 'code');
/** Of response types, `token` alone is none of the local org's. */
const noTokens = ({ after }: Pair) => !gives(after, 'id_token') && !(gives(after, 'token') && gives(after, 'code'));
const open = ({ implicit_assignment: isForAll, groups }: Declared) => isForAll || groups.includes('Everyone');
const notStarted = ({ after }: Pair) => after.login_mode === 'DISABLED';
const notTold = ({ after }: Pair) => !after.participate_slo;
/** Okta takes a pattern for an address again, which no host has. */
const patternsOff = ({ before, after }: Pair) =>
  after.wildcard_redirect === 'DISABLED' && before.wildcard_redirect === 'SUBDOMAIN';
const hasPattern = ({ redirect_uris: uris }: Declared) => uris.some((uri) => uri.includes('*'));

/** When a setting that broadens sign-in lets no request through, because another setting decides. */
const MASKED: Readonly<Record<string, (pair: Pair, value: string) => boolean>> = {
  'assignment/group-added': ({ before }) => open(before),
  'assignment/everyone': ({ before }) => open(before),
  'implicit-assignment/on': ({ before }) => open(before),
  'initiate-login/added': notStarted,
  'initiate-login/new-host': notStarted,
  'frontchannel-logout/added': notTold,
  'frontchannel-logout/new-host': notTold,
  // A pattern lets the host in before, or lets no host in afterwards.
  'redirect-uri/new-host': ({ before }) => before.wildcard_redirect === 'SUBDOMAIN',
  'redirect-uri/added': ({ before }) => before.wildcard_redirect === 'SUBDOMAIN',
  'redirect-uri/new-domain': (pair, value) => value.includes('*') && patternsOff(pair),
  'redirect-uri/wildcard': patternsOff,
  'redirect-uri/wildcard-mode': ({ after }) => !hasPattern(after),
  'grant-type/added': noTokens,
  'grant-type/refresh-token-added': noCode,
  'refresh-token/static': noCode,
  'refresh-token/grace-period-raised': noCode,
  'pkce/off': noCode,
  'client-authentication/weakened': noCode,
};

/** What requests and findings of a review do not agree about, in words. Nothing is what a property wants. */
export function disagreements(pairs: readonly Pair[], { findings, requests }: Review): readonly string[] {
  const addressOf = (index: number) => `okta_app_oauth.${nameOf(index)}`;
  const indexOf = (address = '') => Number(/\d+$/.exec(address)?.[0] ?? 0);
  const unexplained = findings
    .filter(({ rule }) => rule === 'witness/request-without-finding')
    .map(({ address = '', value, notes = [] }) => `${address}: no finding for ${value}, ${notes.join()}`);
  const notAsked = new Set(
    findings.filter(({ rule }) => rule === 'witness/not-asked').map(({ address = '' }) => indexOf(address)),
  );
  const shown = new Set(
    (requests?.shown ?? []).flatMap(({ rules, address }) => rules.map((rule) => `${rule} ${indexOf(address)}`)),
  );
  const unshown = findings.flatMap(({ rule, address, addresses = [address ?? ''], value }) => {
    if (SHOWN_BY_REQUESTS[rule]?.effect !== 'broadens') return [];
    return addresses
      .map(indexOf)
      .filter((index) => !shown.has(`${rule} ${index}`) && !notAsked.has(index))
      .filter((index) => MASKED[rule]?.(pairs[index] as Pair, value) !== true)
      .map((index) => `${addressOf(index)}: no request for ${rule}`);
  });
  return [...unexplained, ...unshown];
}
