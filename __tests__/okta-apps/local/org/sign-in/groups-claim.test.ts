import { ask } from '../support/client';
import { makeApp, partyOf, peopleOrg, refused, tokensOf, type Made } from './support/relying-party';

const org = peopleOrg();

describe('a groups claim', () => {
  async function claim(app: Made, name: string, value: string): Promise<void> {
    const path = `/api/v1/internal/apps/${app.id}/settings/oauth/idToken`;
    await ask(org, 'POST', path, { valueType: 'GROUPS', groupFilterType: 'REGEX', name, value });
  }

  test('whose expression cannot be read is named, and the org does not fail', async () => {
    const app = await makeApp(org);
    await claim(app, 'groups', '(shop');
    expect(await refused(tokensOf(await partyOf(org, app)))).toEqual([
      400,
      'invalid_client_metadata',
      "The filter of the app's groups claim is a regular expression that cannot be read: (shop",
    ]);
  });

  test('may ignore case, as in Java', async () => {
    const app = await makeApp(org);
    await claim(app, 'groups', '(?i)SHOP-.*');
    const { tokens } = await tokensOf(await partyOf(org, app));
    expect(tokens.claims()).toMatchObject({ groups: ['shop-admins'] });
  });

  test('does not replace what says who signed in', async () => {
    const app = await makeApp(org);
    await claim(app, 'sub', '.*');
    const { tokens } = await tokensOf(await partyOf(org, app));
    expect(tokens.claims()?.sub).toMatch(/^00u/);
  });
});
