import fc from 'fast-check';
import type { OidcWebAppProps } from '../../../../../../constructs/oidc-web-app';
import { checkApp } from '../../../../../../rules/check';
import { anyCharacters } from '../../../../../support/any-characters';
import { appSubject } from '../../../../../support/app-subject';
import { EVERY_SHAPE, type Shape } from './declared-apps';

/** A redirect URI: as it is declared, as an app sends it, and one that differs a little. */
interface RedirectUri {
  readonly declared: string;
  readonly sent: string;
  readonly other: string;
}

const same = (uri: string, other: string): RedirectUri => ({ declared: uri, sent: uri, other });

// Without a query and with a host in lower case: `openid-client` exchanges codes for no other address.
const REDIRECTS: readonly RedirectUri[] = [
  same('https://shop.acme.com/callback', 'https://shop.acme.com/callback/'),
  same('https://shop.acme.com:8443/a/%C3%A9/b', 'https://shop.acme.com/a/%C3%A9/b'),
  same('https://shop.acme.com/Sign-In', 'https://shop.acme.com/sign-in'),
  same('http://localhost:3000/cb', 'http://localhost:3001/cb'),
  same('http://127.0.0.1:3000/cb', 'http://[::1]:3000/cb'),
  {
    declared: 'https://preview-*.shop.acme.com/cb',
    sent: 'https://preview-17.shop.acme.com/cb',
    other: 'https://preview-1.7.shop.acme.com/cb',
  },
];

/** Part of a label that pages, headers and JWTs could stumble over; only those that the rules let pass are declared. */
const anyLabel = fc
  .oneof(anyCharacters({ minLength: 1, maxLength: 20 }), fc.constantFrom('<b>&"\'</b>', '${x}', 'für 🛒', '\\"'))
  .filter((label) => checkApp(appSubject({ label })).every(({ severity }) => severity !== 'error'));

/** An app that the rules accept: what decides how it signs users in, and all else that a sign-in sees of it. */
export interface GeneratedApp {
  readonly shape: Shape;
  readonly redirects: readonly RedirectUri[];
  readonly props: Pick<OidcWebAppProps, 'label' | 'redirectUris' | 'wildcardRedirect'>;
  /** Grants that no sign-in uses. */
  readonly moreGrants: readonly NonNullable<OidcWebAppProps['grantTypes']>[number][];
}

export const anyApp: fc.Arbitrary<GeneratedApp> = fc
  .record({
    shape: fc.constantFrom(...EVERY_SHAPE),
    label: anyLabel,
    redirects: fc.uniqueArray(fc.constantFrom(...REDIRECTS), { minLength: 1, maxLength: 3 }),
    moreGrants: fc.subarray<GeneratedApp['moreGrants'][number]>([
      'interaction_code',
      'urn:ietf:params:oauth:grant-type:token-exchange',
    ]),
  })
  .map(({ label, redirects, ...rest }) => {
    const all = redirects.map(({ declared }) => declared);
    const wildcards = all.filter((uri) => uri.includes('*'));
    const redirectUris = [...all.filter((uri) => !wildcards.includes(uri)), ...wildcards];
    const wildcardRedirect = wildcards.length > 0 ? 'SUBDOMAIN' : 'DISABLED';
    return { ...rest, redirects, props: { label, redirectUris, wildcardRedirect } };
  });
