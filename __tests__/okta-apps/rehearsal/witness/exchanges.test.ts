import { reviewWith, shownLines, SOUND, withOrgs, type Pair } from './support/app-pairs';

const WIDE: Pair = {
  before: { ...SOUND, token_endpoint_auth_method: 'private_key_jwt' },
  after: {
    ...SOUND,
    redirect_uris: [...SOUND.redirect_uris, 'https://acme-login.test/cb'],
    post_logout_redirect_uris: ['https://bye.test/'],
    login_uri: 'https://web.acme.dev/start?a=1',
    frontchannel_logout_uri: 'https://end.test/?a=1&b=2',
    grant_types: [...SOUND.grant_types, 'implicit'],
    response_types: ['code', 'id_token'],
    pkce_required: false,
    refresh_token_leeway: 16,
    groups: ['Staff', 'Buyers'],
  },
};

test('what an app broadens is shown by requests that start to work, and what it narrows by one that stops', async () => {
  const reviewed = await withOrgs([WIDE], ({ exchanges }) => reviewWith([WIDE], exchanges));
  expect(shownLines(reviewed)).toMatchSnapshot();
  expect(
    reviewed.findings
      .filter(({ rule }) => rule.startsWith('witness/'))
      .map(({ rule, value, notes }) => [rule, value, notes]),
  ).toEqual([['witness/not-asked', '["jwks"]', ['it would be signed with a private key, which only its owner has']]]);
});
