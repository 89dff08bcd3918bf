import { ask } from '../support/client';
import { makeApp, partyOf, peopleOrg, refused, tokensOf, type Made } from './support/relying-party';

const org = peopleOrg();

describe('a groups claim', () => {
  async function claim(app: Made, name: string, value: string): Promise<void> {
    const path = `/api/v1/internal/apps/${app.id}/settings/oauth/idToken`;
    await ask(org, 'POST', path, { valueType: 'GROUPS', groupFilterType: 'REGEX', name, value });
  }

  async function inGroup(name: string): Promise<void> {
    const { id } = (await ask(org, 'POST', '/api/v1/groups', { profile: { name } })).body as { id: string };
    await ask(org, 'PUT', `/api/v1/groups/${id}/users/ada@local.test`);
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

  test('whose expression would take years is stopped, and the org answers further requests', async () => {
    const app = await makeApp(org);
    // Every way to divide the name among the groups is tried before it fails.
    await claim(app, 'groups', '(([a-z-]+)+)+!');
    await inGroup(`staff-${'a'.repeat(60)}`);
    const began = performance.now();
    expect(await refused(tokensOf(await partyOf(org, app)))).toEqual([
      400,
      'invalid_client_metadata',
      "The filter of the app's groups claim is a regular expression that needs more than 500 ms for the groups of a user: (([a-z-]+)+)+!",
    ]);
    expect(performance.now() - began).toBeLessThan(10_000);
    await claim(app, 'groups', 'staff-a+');
    expect((await tokensOf(await partyOf(org, app))).tokens.claims()).toMatchObject({
      groups: [`staff-${'a'.repeat(60)}`],
    });
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
