import type { Fault } from '../../../../okta-apps/local/org/faults';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { changedImportText } from '../../../../okta-apps/run/imports/changed-import';
import { ask, idOf, webApp } from '../../local/org/support/client';
import { importOf, keptOf, type PlannedChange } from './support/importing';

/* The apply between both readings is what this test does to the org. */

// The SDK is loaded once, which takes long on a busy machine.
jest.setTimeout(30_000);

const CLAIM = { valueType: 'GROUPS', groupFilterType: 'STARTS_WITH', name: 'groups', value: 'shop-' };
const HEAD = '  okta_app_oauth.web: the import changed access that the plan does not show';
const LOST = '    group "Buyers" (BUYERS): assigned → not assigned\n';
const RESTORED =
  '    The next plan shows what the code still changes. Compare assignTo, or remove the app from the state, and only then ' +
  'from the code:\n      terraform -chdir=cdktf.out/run/shop-local state rm okta_app_oauth.web\n';
/** Else Terraform would remove the groups that the code no longer assigns. */
const WITH_GROUPS = RESTORED.replace('web\n', 'web okta_app_group_assignments.web\n');
const BY_HAND = `${HEAD}, and ID was not restored as a whole (this tool does not undo what may be the work of a person):\n`;
const REFUSED = { status: 403, body: { errorCode: 'E0000006', errorSummary: 'You do not have permission' } };
let org: LocalOrg;
let ids: { readonly app: string; readonly buyers: string; readonly sellers: string };
let stderr: string[];

const groupPath = (group: string) => `/api/v1/apps/${ids.app}/groups/${group}`;
const claimPath = () => `/api/v1/internal/apps/${ids.app}/settings/oauth/idToken`;

beforeEach(async () => {
  org = await startOrg();
  stderr = [];
  const make = async (name: string) => idOf(await ask(org, 'POST', '/api/v1/groups', { profile: { name } }));
  ids = {
    app: idOf(await ask(org, 'POST', '/api/v1/apps', webApp('web'))),
    buyers: await make('Buyers'),
    sellers: await make('Sellers'),
  };
  await ask(org, 'PUT', groupPath(ids.buyers), { profile: { role: 'buyer' }, priority: 0 });
  await ask(org, 'POST', claimPath(), CLAIM);
});

afterEach(() => org.close());

const claim = (value: string) => [{ type: 'FILTER', filter_type: 'STARTS_WITH', name: 'groups', value }];

/** The plan imports the app, and shows what a test says of its groups and its claim. */
function planOf({ before, after, unknown, value = 'shop-' }: Planned): readonly PlannedChange[] {
  const sides = { groups_claim: claim('shop-'), omit_secret: null };
  const app = importOf('okta_app_oauth', ids.app, sides, { omit_secret: true, groups_claim: claim(value) });
  const blocks = (groups: Groups) => ({
    app_id: ids.app,
    group: Object.entries(groups(ids)).map(([id, profile]) => ({ id, profile })),
  });
  if (before === undefined && after === undefined) return [app];
  const change = {
    actions: [],
    before: before === undefined ? null : blocks(before),
    after: after === undefined ? null : blocks(after),
    after_unknown: { group: unknown === true ? [{ id: true }] : [] },
  };
  return [app, { type: 'okta_app_group_assignments', address: 'okta_app_group_assignments.web', change }];
}

type Groups = (groups: typeof ids) => Readonly<Record<string, string>>;
interface Planned {
  readonly before?: Groups;
  readonly after?: Groups;
  readonly unknown?: boolean;
  readonly value?: string;
}

const both: Groups = ({ buyers, sellers }) => ({ [buyers]: '{}', [sellers]: '{}' });
const loses = () => ask(org, 'DELETE', groupPath(ids.buyers));
const adds = () => ask(org, 'PUT', groupPath(ids.sellers), {});
const empties = () => ask(org, 'PUT', groupPath(ids.buyers), { profile: {} });
const renames = () => ask(org, 'POST', claimPath(), { ...CLAIM, value: 'all-' });

test.each<[string, Planned, () => Promise<unknown>, string]>([
  ['nothing', {}, () => Promise.resolve(), ''],
  ['a group is lost', {}, loses, `${HEAD}; ID was restored:\n${LOST}${RESTORED}`],
  ['a group that the plan assigns is lost', { after: both }, loses, `${HEAD}; ID was restored:\n${LOST}${WITH_GROUPS}`],
  ['a group is lost, as the plan shows', { before: both, after: () => ({}) }, loses, ''],
  ['a group is added, as the plan shows', { after: both }, adds, ''],
  ['a group is added that Terraform finds out', { after: () => ({}), unknown: true }, adds, ''],
  [
    'a group is added',
    {},
    adds,
    `${BY_HAND}    group "Sellers" (SELLERS): not assigned → assigned\n    To do by hand:\n` +
      '      remove the group "Sellers" (SELLERS) from the app, unless a colleague has just assigned it\n',
  ],
  [
    'values of members are lost, of which the plan shows nothing',
    { after: both },
    empties,
    `${HEAD}; ID was restored:\n    group "Buyers" (BUYERS), values of its members: role: "buyer" → missing\n${WITH_GROUPS}`,
  ],
  [
    'values of members change, as the plan shows',
    { after: ({ buyers }) => ({ [buyers]: '{"role":"x"}' }) },
    empties,
    '',
  ],
  [
    'the claim changes',
    {},
    renames,
    `${BY_HAND}    ID token, value: "shop-" → "all-"\n    To do by hand:\n` +
      '      set value of its ID token to the value before the arrow (Sign On > OpenID Connect ID Token)\n',
  ],
  ['the claim changes, as the plan shows', { value: 'all-' }, renames, ''],
])('%s', async (_, planned, apply, text) => {
  const kept = await keptOf(org, planOf(planned), stderr);
  const before = (await ask(org, 'GET', groupPath(ids.buyers))).body as object;
  await apply();
  const changed = await kept.check();
  expect(masked(changed.map(changedImportText).join(''))).toBe(text);
  expect(stderr).toEqual([]);
  if (changed[0]?.outcome !== 'restored') return;
  const lastUpdated = expect.any(String) as string;
  expect((await ask(org, 'GET', groupPath(ids.buyers))).body).toEqual({ ...before, lastUpdated });
});

test.each<[string, Fault, string]>([
  [
    'a group that cannot be assigned again is named',
    { kind: 'answer', method: 'PUT', path: /\/groups\//, ...REFUSED },
    `${HEAD}, and ID was not restored as a whole (403 E0000006: You do not have permission):\n${LOST}` +
      '    To do by hand:\n      assign the group "Buyers" (BUYERS) to the app again\n',
  ],
  [
    'groups that cannot be read afterwards are not looked at',
    { kind: 'error', method: 'GET', path: /\/groups$/ },
    '  okta_app_oauth.web: imported, but its groups and its groups claim could not be read afterwards (500 E0000009: ' +
      'Internal Server Error), so whether they changed is not known; compare ID with the code in the Admin Console\n',
  ],
])('%s', async (_, fault, text) => {
  const kept = await keptOf(org, planOf({}), stderr);
  await loses();
  org.faults.set(fault);
  expect(masked((await kept.check()).map(changedImportText).join(''))).toBe(text);
});

test('a group that is lost by a later part of the apply is found, and told once', async () => {
  const kept = await keptOf(org, planOf({}), stderr);
  expect(await kept.check()).toEqual([]);
  await loses();
  expect(await kept.check()).toMatchObject([{ kind: 'access', outcome: 'restored' }]);
  expect(await kept.check()).toEqual([]);
});

test('a claim that the credential may not read is not compared, and that is said', async () => {
  org.faults.set({ kind: 'answer', method: 'GET', path: /\/idToken$/, ...REFUSED });
  const kept = await keptOf(org, planOf({}), stderr);
  await renames();
  expect(await kept.check()).toEqual([]);
  expect(stderr).toEqual([
    'shop-local: the groups claims of imported apps are not compared, because Okta shows them to API tokens only ' +
      '(403 E0000006: You do not have permission)\n',
  ]);
});

function masked(text: string): string {
  return text.replaceAll(ids.app, 'ID').replaceAll(ids.buyers, 'BUYERS').replaceAll(ids.sellers, 'SELLERS');
}
