import fc from 'fast-check';
import { anyCharacters, anyUrl } from '../../../support/any-characters';
import { readUri } from '../../../../okta-apps/review/meaning/uris';

it.each([
  ['https://shop.acme.com/cb', 'shop.acme.com', 'acme.com'],
  ['https://SHOP.ACME.COM:443/', 'shop.acme.com', 'acme.com'],
  ['https://shop.acme.co.uk:8443/', 'shop.acme.co.uk:8443', 'acme.co.uk'],
  ['https://a.vercel.app/', 'a.vercel.app', 'a.vercel.app'],
  ['https://a.b.github.io/', 'a.b.github.io', 'b.github.io'],
  ['https://*.acme.com/', '*.acme.com', 'acme.com'],
  ['https://pre-*.acme.com/', 'pre-*.acme.com', 'acme.com'],
  ['https://bücher.example/', 'xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['https://intranet/', 'intranet', 'intranet'],
  ['https://203.0.113.7/', '203.0.113.7', '203.0.113.7'],
  ['https://acme.com./', 'acme.com.', 'acme.com'],
  ['com.acme.shop:/cb', '', ''],
])('reads the host and the domain of %s', (text, host, domain) => {
  expect(readUri(text)).toMatchObject({ host, domain, unreadable: false });
});

it.each([
  ['http://localhost:3000/', true, true],
  ['http://a.localhost/', true, true],
  ['http://127.9.9.9/', true, true],
  ['http://2130706433/', true, true],
  ['http://[::1]/', true, true],
  ['http://0.0.0.0/', false, true],
  ['http://[::ffff:127.0.0.1]/', false, true],
  ['http://localhost.evil.net/', false, false],
  ['com.acme.shop://localhost/', false, false],
])('knows of %s whether it is loopback, and whether it leads to the own machine', (text, loopback, ownMachine) => {
  expect(readUri(text)).toMatchObject({ loopback, ownMachine });
});

it.each([
  '',
  '/cb',
  'shop.acme.com/cb',
  'https:shop.acme.com',
  'https:///shop.acme.com',
  'https:\\shop.acme.com',
  'https://a b/',
  'https://a.com/\u202e',
  'https://a.com\t.evil.net/',
  'http://',
])('cannot read %j', (text) => {
  expect(readUri(text).unreadable).toBe(true);
});

it('sees what else is in a URI', () => {
  expect(readUri('https://u:p@a.com/#f')).toMatchObject({ userInfo: true, fragment: true, wildcard: false });
  expect(readUri('https://a.com/*?b')).toMatchObject({ userInfo: false, fragment: false, wildcard: true });
});

it('never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyCharacters(),
        anyUrl,
        anyUrl.map((url) => `${url}\\@x`),
      ),
      (text) => {
        expect(typeof readUri(text).domain).toBe('string');
      },
    ),
  );
});
