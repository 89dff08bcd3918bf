import { customIssuer } from '../../../okta-apps/okta/custom-issuer';
import { fakeOrg, json, type FakeOrg } from './support/fake-org';

let org: FakeOrg;
let domain: FakeOrg;
/** What is published; nothing is answered with 404. */
let published: { organization?: unknown; discovery?: unknown };
beforeEach(async () => {
  published = {};
  const answering = (path: string, what: () => unknown) =>
    fakeOrg((request, response) => {
      const body = request.url === path ? what() : undefined;
      json(response, body === undefined ? 404 : 200, body ?? {});
    });
  org = await answering('/.well-known/okta-organization', () => published.organization);
  domain = await answering('/.well-known/openid-configuration', () => published.discovery);
});
afterEach(async () => {
  await Promise.all([org.close(), domain.close()]);
});

const linked = (href: unknown) => ({ id: '00o1', _links: { organization: { href: org.url }, alternate: { href } } });

test.each(['', '/'])('the domain of the org that says the same of itself (%j)', async (end) => {
  published = { organization: linked(`${domain.url}${end}`), discovery: { issuer: domain.url } };
  expect(await customIssuer(org.url)).toEqual({ issuer: domain.url });
});

test.each<[what: string, publish: () => typeof published, why: () => string]>([
  ['no answer', () => ({}), () => `${org.url}/.well-known/okta-organization gives no answer`],
  [
    'no custom domain',
    () => ({ organization: { _links: { organization: { href: org.url } } } }),
    () => `${org.url}/.well-known/okta-organization has no custom domain`,
  ],
  [
    'several domains',
    () => ({ organization: { _links: { alternate: [{ href: domain.url }, { href: 'https://b.acme.dev' }] } } }),
    () => `${org.url}/.well-known/okta-organization has no custom domain`,
  ],
  [
    'no https',
    () => ({ organization: linked('http://login.acme.dev') }),
    () => `${org.url}/.well-known/okta-organization says http://login.acme.dev, which is no origin of https`,
  ],
  [
    'a path',
    () => ({ organization: linked('https://login.acme.dev/oauth2/default') }),
    () =>
      `${org.url}/.well-known/okta-organization says https://login.acme.dev/oauth2/default, which is no origin of https`,
  ],
  [
    'another issuer',
    () => ({ organization: linked(domain.url), discovery: { issuer: org.url } }),
    () => `${domain.url}/.well-known/openid-configuration says ${org.url}`,
  ],
  [
    'no discovery document',
    () => ({ organization: linked(domain.url) }),
    () => `${domain.url}/.well-known/openid-configuration could not be read from here`,
  ],
])('%s: not known', async (_, publish, why) => {
  published = publish();
  expect(await customIssuer(org.url)).toEqual({ why: why() });
});
