import fc from 'fast-check';
import { anyCharacters, anyPath } from '../support/any-characters';
import type { AppProps, EnvironmentSubject, TrustedOriginSubject } from '../../rules/app';
import { checkApp, checkEnvironments } from '../../rules/check';
import { UNKNOWN } from '../../okta-apps/shared/unknown';
import { appSubject, ecKey, environmentSubject, rsaKey } from '../support/app-subject';
import { GRAMMAR } from '../support/rule-cases';
import { runs } from '../support/runs';

/** Every prop there is, or this does not compile. */
const PROPS = Object.keys({
  label: true,
  redirectUris: true,
  clientId: true,
  clientSecret: true,
  grantTypes: true,
  responseTypes: true,
  refreshToken: true,
  tokenEndpointAuthMethod: true,
  jwks: true,
  jwksUri: true,
  pkceRequired: true,
  postLogoutRedirectUris: true,
  initiateLogin: true,
  wildcardRedirect: true,
  consentMethod: true,
  issuerMode: true,
  clientUri: true,
  logoUri: true,
  policyUri: true,
  tosUri: true,
  authenticationPolicy: true,
  userNameTemplate: true,
  visibility: true,
  implicitAssignment: true,
  notes: true,
  frontchannelLogout: true,
  network: true,
  status: true,
  profile: true,
  preventDestroy: true,
  assignTo: true,
  groupsClaim: true,
  baseUris: true,
  baseUriScopes: true,
  rotatedBy: true,
  owner: true,
  contact: true,
  criticality: true,
} satisfies Record<keyof AppProps, true>) as (keyof AppProps)[];

const STRICT = { forbidPlaceholderHosts: true, maxRedirectUris: 1, requireAuthenticationPolicy: true };

/** What hurts parsers: lone surrogates, controls, text of both directions, pieces of URIs, very long texts. */
const piece = fc.constantFrom(
  ...['\ud800', '\udc00', '\u0000', '\n', '\u2028', '\u202e', '\ufeff', ' ', '%', '\\', '*', '#', '@', ':', '/', '//'],
  ...['[', ']', '[::1]', 'http:', 'https://', 'localhost', 'acme.com', 'xn--', '.', '..', '%2f', '${', 'ß', '🛒', 'a'],
);
const hostileText = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  piece.map((one) => one.repeat(10_000 / one.length)),
  anyCharacters(),
);
const scalar = fc.oneof(hostileText, fc.constantFrom(UNKNOWN, null, undefined, NaN, -1, 1e99, 5n, true), fc.double());
const memberName = fc.constantFrom(
  ...['kind', 'name', 'rotationType', 'leeway', 'uri', 'mode', 'scopes', 'web', 'admin', 'connection', 'include'],
  ...['kty', 'kid', 'e', 'n', 'x', 'y', 'crv', 'use', 'd', 'p', 'oth', '__proto__', 'toJSON', 'length', 'constructor'],
);
const word = fc.constantFrom('RSA', 'EC', 'OKTA', 'ZONE', 'ANYWHERE', 'variable', 'STATIC', 'enc', 'private_key_jwt');
const junk: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    word,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(memberName, tie('value'), { maxKeys: 5 }),
  ),
})).value;
const anything = fc.oneof(junk, fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }));
const junkProps = fc.dictionary(fc.constantFrom(...PROPS), anything, { maxKeys: 8 });

/** It is of the grammar, and not that of a rule that failed. */
const isSound = ({ message }: { readonly message: string }): boolean =>
  GRAMMAR.test(message) && !message.startsWith('rule ');

describe('whatever the props hold', () => {
  it('no rule fails, and every message is one line of the grammar', () => {
    fc.assert(
      fc.property(junkProps, fc.boolean(), (props, strict) => {
        const found = checkApp(appSubject(props, strict ? STRICT : {}));
        expect(found.filter((its) => !isSound(its) || !its.message.includes(`[${its.rule}]`))).toEqual([]);
      }),
      { numRuns: runs(700) },
    );
  });

  it('no rule about several apps or environments fails', () => {
    const asked = fc
      .record({
        origin: fc.oneof(fc.constantFrom<unknown>(UNKNOWN, 'https://a.dev'), anything),
        scopes: anything,
        name: fc.oneof(fc.constantFrom<unknown>('A', 'B'), anything),
      })
      .map((its): TrustedOriginSubject => ({
        ...(its as object as TrustedOriginSubject),
        path: 'x/web',
        prop: 'origins[0]',
      }));
    const environment = fc
      .tuple(
        fc.constantFrom('dev', 'prod'),
        fc.array(junkProps, { maxLength: 3 }),
        fc.array(hostileText),
        fc.array(asked, { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('severities', 'waivers', 'maxRedirectUris', 'forbidPlaceholderHosts'), anything),
      )
      .map(([name, apps, origins, trustedOrigins, rules]): EnvironmentSubject => {
        const production = name === 'prod';
        const subjects = apps.map((props) => appSubject(props, STRICT));
        return environmentSubject({ name, production, origins, trustedOrigins, rules, apps: subjects });
      });
    fc.assert(
      fc.property(fc.array(environment, { maxLength: 3 }), (environments) => {
        expect(checkEnvironments(environments).filter((its) => !isSound(its))).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
  });

  it.each(PROPS)('an unknown %s is not complained of', (prop) => {
    fc.assert(
      fc.property(junkProps, (props) => {
        const problems = checkApp(appSubject({ ...props, [prop]: UNKNOWN }, STRICT));
        expect(problems.filter((its) => its.prop.split(/[.[]/, 1)[0] === prop)).toEqual([]);
      }),
      { numRuns: runs(30) },
    );
  });

  it('no message holds a private part of a key, a password of a URI or a text given as a secret', () => {
    const secret = 'S3cret.of.the.app';
    const members = fc.subarray(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'], { minLength: 1 });
    const key = fc
      .tuple(members, fc.constantFrom(rsaKey(), ecKey(), { kty: 'oct', kid: '' }, { kty: 5 }))
      .map(([names, its]) => ({ ...its, ...Object.fromEntries(names.map((name) => [name, secret])) }));
    const hiding = fc.oneof(
      fc.tuple(
        fc.constant('jwks'),
        fc.oneof(
          fc.array(key),
          key,
          key.map((its) => [JSON.stringify(its)]),
        ),
      ),
      fc.tuple(fc.constantFrom(...PROPS), key),
      fc.tuple(fc.constant('clientSecret'), fc.constantFrom(secret, [secret], { kind: 'variable', name: secret })),
      fc.tuple(
        fc.constantFrom('redirectUris', 'postLogoutRedirectUris'),
        fc.constantFrom([`https://me:${secret}@acme.com/#`], [`http://${secret}@acme.com`, `http:${secret}@acme.com`]),
      ),
    );
    fc.assert(
      fc.property(fc.array(hiding, { minLength: 1, maxLength: 3 }), (entries) => {
        const problems = checkApp(appSubject(Object.fromEntries<unknown>(entries), STRICT));
        expect(JSON.stringify(problems)).not.toContain(secret);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('an app that Okta takes', () => {
  const label = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 100 }).map((text) => text.trim() || 'x');
  const path = anyPath.map((its) => its.replaceAll('*', ''));
  const host = fc.domain().filter((its) => !its.includes('*'));
  const uri = fc.tuple(host, path).map(([name, its]) => `https://${name}${its}`);
  const clientId = fc.string({
    unit: fc.constantFrom('a', 'Z', '9', '$', '-', '_', '.', '+', '!', '*', "'", '(', ')', ','),
    minLength: 6,
    maxLength: 100,
  });

  it('has no error', () => {
    fc.assert(
      fc.property(
        fc.record({
          label,
          clientId,
          redirectUris: fc.uniqueArray(uri, { minLength: 1, maxLength: 10 }),
          postLogoutRedirectUris: fc.array(uri),
          grantTypes: fc.constantFrom(['authorization_code'], ['refresh_token', 'authorization_code']),
          initiateLogin: fc.record({ uri, mode: fc.constant('SPEC') }),
          tokenEndpointAuthMethod: fc.constantFrom('client_secret_basic', 'client_secret_post', 'client_secret_jwt'),
          wildcardRedirect: fc.constantFrom('DISABLED', 'SUBDOMAIN'),
          clientUri: uri,
        }),
        (props) => {
          const errors = checkApp(appSubject(props)).filter(({ severity }) => severity === 'error');
          expect(errors).toEqual([]);
        },
      ),
      { numRuns: runs(300) },
    );
  });
});
