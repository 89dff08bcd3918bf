import { rootScope } from '../../../okta-apps/document/modules/embedded';
import { literalText } from '../../../okta-apps/document/literal-text';

const document = {
  locals: { group: 'Billing', names: { 'a b': 'Staff' }, next: '${local.group}', loop: '${local.loop}', n: 1 },
};

test.each([
  ['Billing', 'Billing'],
  ['Pay $${now} %%{if}', 'Pay ${now} %{if}'],
  ['${"Billing"}', 'Billing'],
  ['${local.group}', 'Billing'],
  ['${local.names["a b"]}', 'Staff'],
  ['${local.next}', 'Billing'],
])('%s is determined by the code', (text, value) => {
  expect(literalText(rootScope(document), text)).toBe(value);
});

test.each([
  '${var.name}',
  '${lower("BILLING")}',
  'x-${local.group}',
  '${local.loop}',
  '${local.missing}',
  '${local.n}',
  '${each.value}',
  '${',
])('%s is not', (text) => {
  expect(literalText(rootScope(document), text)).toBeUndefined();
});

test('each is that of the instance', () => {
  const set = { key: 'Pay ${x}', forEach: '${toset(["Pay $${x}"])}' };
  expect([
    literalText(rootScope(document), '${each.key}', set),
    literalText(rootScope(document), '${each.value}', set),
  ]).toEqual(['Pay ${x}', 'Pay ${x}']);
  const map = { key: 'a', forEach: { a: { name: 'Staff' } } };
  expect(literalText(rootScope(document), '${each.value.name}', map)).toBe('Staff');
  expect(literalText(rootScope(document), '${each.value}', { key: 'a', forEach: '${local.names}' })).toBeUndefined();
});
