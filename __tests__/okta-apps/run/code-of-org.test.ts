import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { GROUPS } from '../../../okta-apps/local/org/home/code';
import { findProject } from '../../../okta-apps/project/find-project';
import { readCodeOf } from '../../../okta-apps/run/code-of-org';
import { placesText } from '../../../okta-apps/shared/source-places';
import { plainProject, writeAssembly, type PlainStack } from '../../support/plain-project';
import { temporaryFolder } from '../../support/temporary-folder';
import { writeText, writeTexts } from '../../support/write-text';

const folder = temporaryFolder();

const APP = {
  '//': { metadata: { path: 'shop-local/shop/Default' } },
  label: 'Shop $${x}',
  pkce_required: true,
  redirect_uris: ['http://localhost:3000/callback'],
  client_id: '${var.client_id}',
  groups_claim: { type: 'FILTER', filter_type: 'STARTS_WITH', name: 'groups', value: 'shop-' },
};

function shop(documented: object = {}): PlainStack {
  return {
    manifest: { local: true, environment: 'local' },
    terraform: {
      resource: {
        okta_app_oauth: { shop: APP },
        okta_app_group_assignments: {
          shop: {
            '//': { metadata: { path: 'shop-local/shop/Groups' } },
            app_id: '${okta_app_oauth.shop.id}',
            group: [{ id: '${data.okta_group.admins.id}' }, { id: '${okta_group.buyers.id}' }],
          },
        },
        okta_group: { buyers: { name: 'shop-buyers' } },
      },
      data: { okta_group: { admins: { name: 'shop-admins' } } },
      ...documented,
    },
    files: {
      'okta-apps.places.json': placesText({
        resources: { 'okta_app_oauth.shop': { file: 'stacks/shop-stack.ts', line: 14 } },
      }),
    },
  };
}

function stateWith(id: string): string {
  const instances = [{ attributes: { id } }];
  return JSON.stringify({
    resources: [
      { mode: 'managed', type: 'okta_app_oauth', name: 'shop', instances },
      {
        mode: 'managed',
        type: 'okta_app_oauth',
        name: 'shop',
        module: 'module.other',
        instances: [{ attributes: { id: 'other' } }],
      },
    ],
  });
}

function projectWith(stacks: Readonly<Record<string, PlainStack>>): string {
  const project = plainProject(folder.path, {});
  writeAssembly(join(project.folder, 'cdktf.out'), stacks);
  return project.folder;
}

test('the apps of the local stacks, with where each value is declared and which app of the org it is', () => {
  const project = projectWith({
    'shop-local': shop(),
    'shop-dev': { terraform: { resource: { okta_app_oauth: { far: {} } } } },
  });
  writeTexts(project, { 'state/shop-local.tfstate': stateWith('0oa1'), 'stacks/shop-stack.ts': '' });
  utimesSync(join(project, 'stacks/shop-stack.ts'), 1, 1);
  const from = { construct: 'shop-local/shop', place: 'stacks/shop-stack.ts:14' };
  expect(readCodeOf(findProject(project))).toEqual({
    notes: [],
    apps: [
      {
        id: '0oa1',
        label: 'Shop ${x}',
        attributes: {
          label: { values: ['Shop ${x}'], from },
          pkce_required: { values: ['true'], from },
          redirect_uris: { values: ['http://localhost:3000/callback'], from },
          client_id: { values: undefined, from },
          groups_claim: { values: ['groups: STARTS_WITH shop-'], from },
          post_logout_redirect_uris: { values: [], from },
          login_uri: { values: [], from },
          frontchannel_logout_uri: { values: [], from },
          jwks_uri: { values: [], from },
          refresh_token_rotation: { values: [], from },
          refresh_token_leeway: { values: [], from },
          [GROUPS]: {
            values: ['shop-admins', 'shop-buyers'],
            from: { construct: 'shop-local/shop/Groups', place: undefined },
          },
        },
      },
    ],
  });
});

test('a file that was edited after the synth is said, and a state that is no JSON knows no app', () => {
  const project = projectWith({ 'shop-local': shop() });
  writeTexts(project, { 'state/shop-local.tfstate': '{', 'stacks/shop-stack.ts': '' });
  utimesSync(join(project, 'cdktf.out/stacks/shop-local/cdk.tf.json'), 1, 1);
  const { apps, notes } = readCodeOf(findProject(project));
  expect(apps.map(({ id }) => id)).toEqual([undefined]);
  expect(notes).toEqual([
    'stacks/shop-stack.ts was edited after the last synth, so this page may show an older state of the code: run okta-apps synth.',
  ]);
});

test('what cannot be read is said, not thrown', () => {
  const project = plainProject(folder.path, {}).folder;
  expect(readCodeOf(findProject(project))).toEqual({
    apps: [],
    notes: [
      'What the code declares is not known: cdktf.out/manifest.json is missing; synthesize first: okta-apps synth',
    ],
  });
  writeText(project, 'cdktf.out/manifest.json', '{');
  expect(readCodeOf(findProject(project)).notes).toEqual([
    expect.stringContaining('cdktf.out/manifest.json is not a manifest of cdktf') as string,
  ]);
});
