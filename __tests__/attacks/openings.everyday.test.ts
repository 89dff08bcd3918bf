import { Fn, TerraformAsset, TerraformOutput, TerraformStack, Testing, AssetType } from 'cdktf';
import { DataOktaGroup } from '@cdktf/provider-okta/lib/data-okta-group';
import { OktaProvider } from '@cdktf/provider-okta/lib/provider';
import { Group } from '@cdktf/provider-okta/lib/group';
import { ClientSecret } from '../../constructs/client-secret';
import { OidcWebApp } from '../../constructs/oidc-web-app';
import { environments } from '../../env/environments';
import { documentFaults, openingsOf } from '../../okta-apps/document/openings';
import type { JsonObject } from '../../okta-apps/shared/json';
import { buildApp } from '../../stacks/build-app';
import { runSynthesize } from '../support/project';
import { bareStack, MINIMAL, synthesized } from '../support/synth-stack';
import { ORDINARY_STACKS } from './support/ordinary-stacks';
import { ASSETS, ORDINARY_SURROUNDINGS } from './support/ordinary-surroundings';

const readAsset = (path: string): string | undefined => ASSETS[path];

test.each(Object.entries({ ...ORDINARY_STACKS, ...ORDINARY_SURROUNDINGS }))('%s has nothing to find', (_, document) => {
  expect(documentFaults(document, { readAsset })).toEqual([]);
});

test('the example stacks have nothing to find in any environment', () => {
  const wanted = environments.map(({ name }) => name).join(',');
  const { files } = runSynthesize({ environments, wanted, build: buildApp });
  const documents = Object.entries(files).filter(([path]) => path.endsWith('cdk.tf.json'));
  expect(documents.length).toBeGreaterThanOrEqual(4);
  for (const [, text] of documents) expect(documentFaults(JSON.parse(text) as JsonObject)).toEqual([]);
});

/** What people write in TypeScript, and what cdktf makes of it. */
const CONSTRUCTS: Readonly<Record<string, (stack: TerraformStack) => void>> = {
  'an initial client secret': (stack) => {
    new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret: ClientSecret.fromVariable('billing_secret') });
  },
  'initial client secrets in a JSON object': (stack) => {
    const of = (key: string) => ClientSecret.fromJsonVariable('secrets', key);
    new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret: of('billing') });
    new OidcWebApp(stack, 'wiki', { ...MINIMAL, label: 'Wiki', clientSecret: of('team/wiki-1.0') });
  },
  'an initial client secret of an ephemeral resource': (stack) => {
    const source = { type: 'vault_kv_secret_v2', arguments: { mount: 'kv', name: 'billing' }, attribute: 'data' };
    const of = (key?: string) => ClientSecret.fromEphemeral({ ...source, ...(key !== undefined && { key }) });
    new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret: of('client_secret') });
    new OidcWebApp(stack, 'wiki', { ...MINIMAL, label: 'Wiki', clientSecret: of() });
  },
  'groups and a policy by name': (stack) => {
    new OidcWebApp(stack, 'billing', {
      ...MINIMAL,
      assignTo: { groups: ['Staff', 'Partners "A"'] },
      authenticationPolicy: 'Any two factors',
    });
  },
  'a group of the code': (stack) => {
    const group = new Group(stack, 'staff', { name: 'Staff' });
    const app = new OidcWebApp(stack, 'billing', { ...MINIMAL, assignTo: { groups: [group.id] } });
    new TerraformOutput(stack, 'id', { value: app.node.id });
    new TerraformOutput(stack, 'group', { value: group.id });
  },
  'a group that is looked up': (stack) => {
    const group = new DataOktaGroup(stack, 'staff', { name: 'Staff' });
    new OidcWebApp(stack, 'billing', { ...MINIMAL, assignTo: { groups: [group.id] } });
  },
  'functions of literals': (stack) => {
    new Group(stack, 'staff', {
      name: Fn.join('-', ['a', Fn.upper('b')]),
      description: Fn.upper(Fn.rawString('say "hi"')),
    });
  },
  'the text of an asset': (stack) => {
    const asset = new TerraformAsset(stack, 'note', { path: __filename, type: AssetType.FILE });
    new Group(stack, 'staff', { name: 'Staff', description: Fn.file(asset.path) });
  },
};

test.each(Object.entries(CONSTRUCTS))('%s has nothing to find', (_, build) => {
  const stack = bareStack();
  build(stack);
  expect(documentFaults(synthesized(stack) as unknown as JsonObject)).toEqual([]);
});

test('a reference to another stack has nothing to find, and both ends are openings', () => {
  const app = Testing.app({ stackTraces: false });
  const [groups, apps] = [new TerraformStack(app, 'groups'), new TerraformStack(app, 'apps')];
  new OktaProvider(groups, 'okta', {});
  new OktaProvider(apps, 'okta', {});
  const staff = new Group(groups, 'staff', { name: 'Staff' });
  new OidcWebApp(apps, 'billing', { ...MINIMAL, assignTo: { groups: [staff.id] } });
  for (const stack of [groups, apps]) stack.prepareStack();
  const [from, to] = [groups, apps].map((stack) => synthesized(stack) as unknown as JsonObject);
  expect([from, to].map((document) => documentFaults(document ?? {}))).toEqual([[], []]);
  expect(
    openingsOf(to ?? {})
      .map(({ origin }) => origin.text)
      .join(),
  ).toContain('data.terraform_remote_state.');
});
