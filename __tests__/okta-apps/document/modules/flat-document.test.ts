import { flatDocument } from '../../../../okta-apps/document/modules/flat-document';
import { resourceBlocks } from '../../../../okta-apps/document/modules/resource-blocks';
import { neededAccess } from '../../../../okta-apps/okta/needed-access';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import { planRequests } from '../../../../okta-apps/run/plan-requests';

/** A document with a module in a module. */
const DOCUMENT = {
  resource: { okta_group: { staff: { name: 'Staff' } } },
  module: {
    people: {
      source: './assets/people/1',
      label: 'Partners',
      '#document': {
        variable: { label: {}, note: { default: 'none' } },
        resource: { okta_group: { staff: { name: '${var.label}', description: '${var.note}' } } },
        module: {
          zone: {
            source: './zone',
            label: '${var.label}',
            '#document': {
              variable: { label: {} },
              resource: {
                okta_network_zone: { z: { name: '${var.label}', gateways: ['${var.label}', 'of ${var.label}'] } },
              },
              data: { okta_group: { all: { name: 'All' } } },
            },
          },
        },
      },
    },
    far: { source: 'acme/far/okta' },
  },
};

test('resources of modules stand beside those of the document, under names of their own', () => {
  expect(flatDocument(DOCUMENT)).toMatchObject({
    resource: {
      okta_group: { staff: { name: 'Staff' }, 'module.people.staff': { name: '${var.label}' } },
      okta_network_zone: { 'module.people.module.zone.z': {} },
    },
    data: { okta_group: { 'module.people.module.zone.all': { name: 'All' } } },
  });
});

test('a credential has to be allowed what modules make, and a budget counts it', () => {
  const root = { resource: DOCUMENT.resource };
  // A type that the tool knows no scopes of is named.
  const unknown = [DOCUMENT, root].map((document) => neededAccess(flatDocument(document), 'apply').unknown);
  expect(unknown).toEqual([['okta_network_zone'], []]);
  const total = (document: JsonObject) =>
    Object.values(planRequests(flatDocument(document), 'service-app')).reduce((sum, count) => sum + count, 0);
  expect(total(DOCUMENT)).toBeGreaterThan(total(root));
});

test('an argument of a module is what its caller says, or its default', () => {
  const found = resourceBlocks(DOCUMENT).map(({ address, body }) => [address, body]);
  expect(found).toEqual([
    ['okta_group.staff', { name: 'Staff' }],
    ['module.people.okta_group.staff', { name: 'Partners', description: 'none' }],
    ['module.people.module.zone.okta_network_zone.z', { name: 'Partners', gateways: ['Partners', 'of ${var.label}'] }],
  ]);
});
