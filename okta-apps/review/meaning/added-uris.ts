import { field, isList } from '../../shared/json';
import { AFTER_APPLY } from '../../plan/markers';
import type { PlannedChange, Values } from '../../plan/plan';
import type { Move } from './broadening';
import { readUri, type ReadUri } from './uris';

/** What a URI is for. Where people are sent with a code counts most. */
export type UriUse = 'redirect' | 'logout' | 'login' | 'front-channel logout' | 'keys';

/** A URI that a change adds. */
export interface AddedUri {
  readonly move: Move;
  readonly use: UriUse;
  /** As it is written. */
  readonly text: string;
  readonly uri: ReadUri;
  /** Not among the app's hosts, or not even among its registrable domains; `not told` for a new app. */
  readonly newness: 'domain' | 'host' | 'known' | 'not told';
}

const USES: ReadonlyMap<string, UriUse> = new Map([
  ['okta_app_oauth.redirect_uris', 'redirect'],
  ['okta_app_oauth.post_logout_redirect_uris', 'logout'],
  ['okta_app_oauth.login_uri', 'login'],
  ['okta_app_oauth.frontchannel_logout_uri', 'front-channel logout'],
  ['okta_app_oauth.jwks_uri', 'keys'],
  ['okta_app_oauth_redirect_uri.uri', 'redirect'],
  ['okta_app_oauth_post_logout_redirect_uri.uri', 'logout'],
]);

/** The attributes whose URIs make a host known for a use: only redirects vouch for redirects. */
const VOUCHING: ReadonlyMap<UriUse, readonly string[]> = new Map([
  ['redirect', ['redirect_uris', 'uri']],
  ['logout', ['redirect_uris', 'post_logout_redirect_uris', 'login_uri', 'uri']],
  ['login', ['redirect_uris', 'post_logout_redirect_uris', 'login_uri']],
  ['front-channel logout', ['redirect_uris', 'post_logout_redirect_uris', 'login_uri', 'frontchannel_logout_uri']],
  ['keys', ['redirect_uris', 'login_uri', 'jwks_uri']],
]);

function textsOf(values: Values, attribute: string): readonly unknown[] {
  const value = field(values, attribute);
  return isList(value) ? value : [value];
}

/**
 * The values whose URIs are known already: those of the resource before the change, and of the app that it belongs to.
 * Undefined for a new app, which has nothing to be compared with.
 */
function knownValues(change: PlannedChange, before: Values, app: Values | undefined): readonly Values[] | undefined {
  if (change.type === 'okta_app_oauth') return change.before === null ? undefined : [before];
  if (field(change.after ?? {}, 'app_id') === AFTER_APPLY) return undefined;
  return app === undefined ? [before] : [before, app];
}

function newnessOf(uri: ReadUri, known: readonly ReadUri[] | undefined): AddedUri['newness'] {
  if (known === undefined) return 'not told';
  if (uri.host === '' || uri.ownMachine || known.some((other) => other.host === uri.host)) return 'known';
  return known.some((other) => other.domain === uri.domain) ? 'host' : 'domain';
}

/**
 * Every URI that the moves add, read once for all rules.
 *
 * @param app values before the change of the app that the resource belongs to, where the plan has it.
 */
export function addedUris(
  change: PlannedChange,
  before: Values,
  moves: readonly Move[],
  app: Values | undefined,
): AddedUri[] {
  const values = knownValues(change, before, app);
  const known = new Map<UriUse, readonly ReadUri[]>();
  const knownFor = (use: UriUse) => {
    if (values === undefined) return undefined;
    const texts = values.flatMap((each) => (VOUCHING.get(use) ?? []).flatMap((name) => textsOf(each, name)));
    const uris = known.get(use) ?? texts.filter((text) => typeof text === 'string').map(readUri);
    known.set(use, uris);
    return uris;
  };
  return moves.flatMap((move): AddedUri[] => {
    const use = USES.get(`${change.type}.${move.attribute}`);
    if (use === undefined || move.direction !== 'broadened' || typeof move.value !== 'string') return [];
    const uri = readUri(move.value);
    return [{ move, use, text: move.value, uri, newness: newnessOf(uri, knownFor(use)) }];
  });
}
