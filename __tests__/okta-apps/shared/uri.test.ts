import fc from 'fast-check';
import { anyCharacters, anyUrl } from '../../support/any-characters';
import { hostnameOf, isLoopback, isOwnMachine, parseUri } from '../../../okta-apps/shared/uri';

describe('a URI', () => {
  it('is known by what a browser makes of it', () => {
    expect(parseUri('HTTPS://Shop.ACME.com:443/cb?a=b')).toEqual({
      text: 'HTTPS://Shop.ACME.com:443/cb?a=b',
      strange: undefined,
      scheme: 'https',
      absolute: true,
      host: 'shop.acme.com',
      origin: 'https://shop.acme.com',
      hasUserInfo: false,
      hasFragment: false,
      isLoopback: false,
    });
  });

  it('of another scheme has no host', () => {
    expect(parseUri('com.acme.shop://host/cb#')).toMatchObject({
      scheme: 'com.acme.shop',
      absolute: true,
      host: '',
      origin: undefined,
      hasFragment: true,
    });
  });

  it.each([
    'https:shop.acme.com',
    'https:/\\shop.acme.com',
    'https://127.1',
    'https://sh%6Fp.acme.com',
    'https://a..b',
  ])('%s is not taken as a browser would repair it', (text) => {
    expect(parseUri(text)).toMatchObject({ absolute: false, host: '', origin: undefined });
  });

  it('is read without failing, whatever the text is', () => {
    const text = fc.oneof(
      anyCharacters(),
      anyUrl,
      fc.string().map((end) => `https://${end}`),
    );
    fc.assert(
      fc.property(text, (its) => {
        const { origin, absolute, host } = parseUri(its);
        expect(origin === undefined || (absolute && host !== '' && new URL(its).origin === origin)).toBe(true);
      }),
    );
  });
});

describe('a host', () => {
  it.each([
    ['localhost', 'loopback'],
    ['LOCALHOST', 'loopback'],
    ['localhost.', 'loopback'],
    ['app.localhost', 'loopback'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['127.1', 'loopback'],
    ['0x7f000001', 'loopback'],
    ['[::1]', 'loopback'],
    ['[0:0:0:0:0:0:0:1]', 'loopback'],
    ['0.0.0.0', 'own machine'],
    ['[::]', 'own machine'],
    ['[::ffff:127.0.0.1]', 'own machine'],
    ['[::ffff:0.0.0.0]', 'own machine'],
    ['localhost.evil.net', 'elsewhere'],
    ['notlocalhost', 'elsewhere'],
    ['localhost..', 'elsewhere'],
    ['127.0.0.1.evil.net', 'elsewhere'],
    ['128.0.0.1', 'elsewhere'],
    ['10.127.0.1', 'elsewhere'],
    ['[::2]', 'elsewhere'],
    ['[::127.0.0.1]', 'elsewhere'],
    ['[::ffff:128.0.0.1]', 'elsewhere'],
  ])('%s is %s', (host, place) => {
    const hostname = hostnameOf(host) ?? 'unreadable';
    expect(isLoopback(hostname)).toBe(place === 'loopback');
    expect(isOwnMachine(hostname)).toBe(place !== 'elsewhere');
  });

  it.each([
    ['localhost:8080', 'localhost'],
    ['[::1]:80', '[::1]'],
    ['Shop.ACME.com:443', 'shop.acme.com'],
    ['', undefined],
    ['localhost:99999', undefined],
    ['a b', undefined],
    ['localhost/x', undefined],
    ['evil.net#localhost', undefined],
    ['localhost@evil.net', undefined],
    ['[::1', undefined],
  ])('of %j is %s', (hostAndPort, hostname) => {
    expect(hostnameOf(hostAndPort)).toBe(hostname);
  });
});
