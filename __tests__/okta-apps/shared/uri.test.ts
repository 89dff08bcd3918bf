import fc from 'fast-check';
import { parseUri } from '../../../okta-apps/shared/uri';

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
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
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
