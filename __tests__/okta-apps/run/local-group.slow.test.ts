import { existsSync } from 'node:fs';
import { localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { writeText } from '../../support/write-text';

const folder = temporaryFolder();

/** A stack that creates a group, and an app that is assigned to it. */
function stackWith(group: object, more: object = {}) {
  const stack = localStack(['shop']);
  const { resource } = stack.terraform as { resource: object };
  const assignment = { app_id: '${okta_app_oauth.shop.id}', group: [{ id: '${okta_group.sales.id}', profile: '{}' }] };
  const resources = { okta_group: { sales: group }, okta_app_group_assignments: { shop: assignment }, ...more };
  return { 'shop-local': { ...stack, terraform: { ...stack.terraform, resource: { ...resource, ...resources } } } };
}

test('a stack creates a group and assigns it in one plan, renames it, and is reviewed in words', async () => {
  const { folder: cwd, change } = plainProject(folder.path, stackWith({ name: 'Sales' }));
  const planned = await runCli(['plan'], { cwd });
  expect(planned).toMatchObject({ code: 2 });
  expect(planned.stdout).toContain('create · group Sales in local · okta_group.sales\n    + name: Sales\n');
  expect(planned.stdout).toContain('  groups: + Sales (known after apply)');
  const applied = await runCli(['apply'], { cwd });
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.stdout).toMatch(/\nshop-local: applied \(3 created\)\nPlanned again: nothing to change\.\n$/);
  change(stackWith({ name: 'Sales EMEA', description: 'All of them' }));
  const renamed = await runCli(['apply'], { cwd });
  expect(renamed.stdout).toContain('name: Sales → Sales EMEA');
  expect(renamed.stdout).toMatch(/\nshop-local: applied \(1 updated\)\nPlanned again: nothing to change\.\n$/);
});

test('a type that the local provider does not serve is refused before Terraform runs', async () => {
  const zone = { okta_network_zone: { office: { name: 'Office', type: 'IP' } } };
  const { folder: cwd } = plainProject(folder.path, stackWith({ name: 'Sales' }, zone));
  const { code, stderr } = await runCli(['plan', '--provider', 'endpoint'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain(
    'shop-local: the local provider in place of okta/okta 6.12.0 does not serve okta_network_zone.office. ' +
      'Pass --provider registry, which uses okta/okta itself; the local org answers what it knows.\n',
  );
  expect(existsSync(`${cwd}/.okta-local/state`)).toBe(false);
});

test('so is one that only the state has, which Terraform would delete', async () => {
  const { folder: cwd } = plainProject(folder.path, stackWith({ name: 'Sales' }));
  const zone = {
    mode: 'managed',
    type: 'okta_network_zone',
    name: 'office',
    provider: 'provider["registry.terraform.io/okta/okta"]',
    instances: [{ schema_version: 0, attributes: { id: 'nzo1', name: 'Office', type: 'IP' } }],
  };
  const state = { version: 4, terraform_version: '1.11.0', serial: 1, lineage: 'a', outputs: {}, resources: [zone] };
  writeText(cwd, '.okta-local/state/shop-local.tfstate', JSON.stringify(state));
  const { code, stderr } = await runCli(['plan', '--provider', 'endpoint'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain(' does not serve okta_network_zone.office of the state. Pass --provider registry,');
});
