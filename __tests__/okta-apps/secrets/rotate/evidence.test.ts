import type { TokenRequest, TokenRequests } from '../../../../okta-apps/okta/token-requests';
import { failuresIn, useOfOld, type Hashes } from '../../../../okta-apps/secrets/rotate/evidence';
import { Secret } from '../../../../okta-apps/shared/secret';

const HOUR = 3_600_000;
const FROM = Date.parse('2026-11-26T12:00:00Z');
const TO = FROM + 24 * HOUR;
const HASHES: Hashes = { older: new Secret('hash-of-the-old-one'), newer: new Secret('hash-of-the-new-one') };

const made = (outcome: TokenRequest['outcome']) => (hour: number, hash?: string) => ({
  time: FROM + hour * HOUR,
  outcome,
  ...(hash !== undefined && { secretHash: new Secret(hash) }),
});
const granted = made('granted');
const refused = made('refused');
const byOld = (hour: number) => granted(hour, 'hash-of-the-old-one');
const byNew = (hour: number) => granted(hour, 'hash-of-the-new-one');
const read = (requests: readonly TokenRequest[], isComplete = true): TokenRequests => ({
  kind: 'read',
  requests,
  from: FROM,
  to: TO,
  isComplete,
});
const NOT_LOOKED = { kind: 'not looked at', why: '403 insufficient_scope', isRefused: true } as const;
const notKnown = (why: string) => ({ kind: 'not known', why });
const OTHER_HASHES = notKnown('hashes in the system log are neither that of the old secret nor that of the new one');
const MORE = notKnown('the system log has more events than were read, which begin at 2026-11-26 12:00 UTC');

describe('with an overlap', () => {
  test.each<[what: string, reading: TokenRequests, use: object]>([
    ['the old one used', read([byOld(20), byNew(10)]), { kind: 'in use', last: FROM + 20 * HOUR }],
    ['the old one used, before the new one', read([byNew(20), byOld(1)]), { kind: 'in use', last: FROM + HOUR }],
    ['the old one used, in a part of the log', read([byOld(1)], false), { kind: 'in use', last: FROM + HOUR }],
    ['only the new one used', read([byNew(20), byNew(1)]), { kind: 'evidence', uses: 2, from: FROM, to: TO }],
    ['only the new one used, in a part of the log', read([byNew(20)], false), MORE],
    [
      'nothing used',
      read([]),
      notKnown('the system log shows no token that it was granted since 2026-11-26 12:00 UTC'),
    ],
    [
      'only failures',
      read([refused(1)]),
      notKnown('the system log shows no token that it was granted since 2026-11-26 12:00 UTC'),
    ],
    ['no hashes', read([granted(1), granted(2)]), notKnown('the system log does not say which secret was used')],
    ['other hashes', read([granted(1, 'another-hash-of-it')]), OTHER_HASHES],
    ['other hashes beside that of the new one', read([granted(2, 'another-hash-of-it'), byNew(1)]), OTHER_HASHES],
    ['a request without a hash beside the new one', read([granted(2), byNew(1)]), OTHER_HASHES],
    ['other hashes beside that of the old one', read([granted(2), byOld(1)]), { kind: 'in use', last: FROM + HOUR }],
    ['a log that was not read', NOT_LOOKED, notKnown('the system log was not looked at: 403 insufficient_scope')],
  ])('%s', (_, reading, use) => {
    expect(useOfOld(reading, HASHES, 24 * HOUR)).toEqual(use);
  });
});

test('without an overlap the latest request decides', () => {
  expect(useOfOld(read([byOld(3), byNew(2), byOld(1)]), HASHES, 0)).toEqual({ kind: 'in use', last: FROM + 3 * HOUR });
  const switched = { kind: 'evidence', uses: 1, from: FROM + HOUR, to: TO };
  expect(useOfOld(read([byNew(2), byOld(1)]), HASHES, 0)).toEqual(switched);
});

test('secrets without a hash of Okta say nothing', () => {
  for (const without of [{ older: undefined }, { newer: undefined }])
    expect(useOfOld(read([byOld(1)]), { ...HASHES, ...without }, 0)).toEqual(
      notKnown('Okta gives no hash of its secrets'),
    );
});

test.each<[what: string, reading: TokenRequests, failures: object]>([
  ['none', read([byNew(1)]), { kind: 'none seen', from: FROM }],
  ['nothing at all', read([]), { kind: 'none seen', from: FROM }],
  ['none, in a part of the log', read([byNew(1)], false), MORE],
  ['one without a hash', read([refused(2), byNew(1)]), { kind: 'failed', count: 1, last: FROM + 2 * HOUR }],
  [
    'two with the old secret',
    read([refused(3, 'hash-of-the-old-one'), refused(2, 'hash-of-the-old-one')]),
    { kind: 'failed', count: 2, last: FROM + 3 * HOUR },
  ],
  [
    'one with another secret, where hashes can be compared',
    read([refused(2, 'another-hash-of-it'), byNew(1)]),
    { kind: 'none seen', from: FROM },
  ],
  [
    'one with another hash, where they cannot',
    read([refused(2, 'another-hash-of-it')]),
    { kind: 'failed', count: 1, last: FROM + 2 * HOUR },
  ],
  ['a log that was not read', NOT_LOOKED, notKnown('the system log was not looked at: 403 insufficient_scope')],
])('failed authentications: %s', (_, reading, failures) => {
  expect(failuresIn(reading, HASHES)).toEqual(failures);
});
