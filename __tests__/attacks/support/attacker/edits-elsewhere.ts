import fc from 'fast-check';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import type { Edit } from './edit';
import { mutated, mutation } from './mutation';
import { STACK, type Target } from './world';

const EVIL = 'https://evil.example.org/callback';

/** Who can write a state can say what it holds: outputs that other stacks read, and what Terraform takes for made. */
export const stateEdit = fc
  .record({ stack: fc.constantFrom(STACK, 'desk-local'), by: mutation })
  .map(({ stack, by }): Edit => ({
    what: `state of ${stack}: ${by.text}`,
    apply: (target) => {
      const file = `.okta-local/state/${stack}.tfstate`;
      const state = JSON.parse(target.read(file)) as Readonly<Record<'outputs' | 'resources', JsonObject>>;
      const { outputs, resources } = mutated({ outputs: state.outputs, resources: state.resources }, by);
      target.write(file, JSON.stringify({ ...state, outputs, resources }));
    },
  }));

export const outputEdit = fc.constantFrom('Contractors', 'Billing', 'Everyone').map((group): Edit => ({
  what: `state of desk-local: its group is ${group}`,
  apply: async (target) => {
    const file = '.okta-local/state/desk-local.tfstate';
    const state = JSON.parse(target.read(file)) as { outputs: { desk: { value: string } } };
    state.outputs.desk.value = (await groupOf(target, group)).id;
    target.write(file, JSON.stringify(state));
  },
}));

/** What look-ups and Okta answer. */
export const orgEdit = fc.constantFrom<Edit>(
  {
    what: 'org: the group that is looked up is renamed, and another has its name',
    apply: (target) => renameGroups(target, 'Staff', 'Contractors'),
  },
  {
    what: 'org: the group that is looked up no longer exists, and one with a longer name does',
    apply: (target) => renameGroup(target, 'Staff', 'Staff (old)'),
  },
  {
    what: 'org: the app has a redirect URI more',
    apply: (target) => changeApp(target, (app) => ({ redirect_uris: [...(app['redirect_uris'] as string[]), EVIL] })),
  },
  {
    what: 'org: the app has another grant',
    apply: (target) =>
      changeApp(target, () => ({
        grant_types: ['authorization_code', 'refresh_token', 'implicit'],
        response_types: ['code', 'id_token'],
      })),
  },
);

async function call({ org: { url, token } }: Target, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: { Authorization: `SSWS ${token}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return await answer.json();
}

interface Group {
  readonly id: string;
  readonly profile: { readonly name: string };
}

async function groupOf(target: Target, wanted: string): Promise<Group> {
  const groups = (await call(target, 'GET', 'groups?limit=200')) as Group[];
  const group = groups.find(({ profile }) => profile.name === wanted);
  if (group === undefined) throw new Error(`the org has no group ${wanted}`);
  return group;
}

async function renameGroup(target: Target, from: string, to: string): Promise<void> {
  const group = await groupOf(target, from);
  await call(target, 'PUT', `groups/${group.id}`, { profile: { name: to } });
}

async function renameGroups(target: Target, looked: string, other: string): Promise<void> {
  await renameGroup(target, looked, 'No longer used');
  await renameGroup(target, other, looked);
}

async function changeApp(target: Target, change: (client: Record<string, unknown>) => object): Promise<void> {
  const apps = (await call(target, 'GET', 'apps?limit=200')) as {
    id: string;
    label: string;
    settings: { oauthClient: Record<string, unknown> };
  }[];
  const app = apps.find(({ label }) => label === 'Shop');
  if (app === undefined) throw new Error('the org has no app Shop');
  const oauthClient = { ...app.settings.oauthClient, ...change(app.settings.oauthClient) };
  await call(target, 'PUT', `apps/${app.id}`, { ...app, settings: { ...app.settings, oauthClient } });
}
