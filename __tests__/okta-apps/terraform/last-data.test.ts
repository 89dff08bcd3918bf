import { runInNewContext } from 'node:vm';
import { dataOfLastApply } from '../../../okta-apps/terraform/last-data';
import { PLAN_ARCHIVE } from '../../support/plan-archive';

/** A plan file with these files in it. */
function planFile(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]);
  const context = { require, Buffer, files: Object.fromEntries(entries) as Record<string, Buffer> };
  return runInNewContext(`${PLAN_ARCHIVE}\nplanFile(files)`, context) as Uint8Array;
}

function block(mode: string, name: string, instances: readonly object[], more: object = {}) {
  return { mode, type: 'okta_group', name, ...more, instances };
}

test('what data sources answered at the last apply, by address; managed resources are none', () => {
  const state = {
    version: 4,
    resources: [
      block('data', 'billing', [{ attributes: { id: '00g1' } }]),
      block('data', 'staff', [
        { index_key: 'a', attributes: { id: '00g2' } },
        { index_key: 0, attributes: { id: '00g3' } },
      ]),
      block('data', 'inner', [{ attributes: { id: '00g4' } }], { module: 'module.people' }),
      block('managed', 'own', [{ attributes: { id: '00g5' } }]),
    ],
  };
  // The state as this plan read it stands beside it.
  const plan = planFile({ tfstate: '{}', 'tfstate-prev': JSON.stringify(state) });
  expect(Object.fromEntries(dataOfLastApply(plan) ?? [])).toEqual({
    'data.okta_group.billing': { id: '00g1' },
    'data.okta_group.staff["a"]': { id: '00g2' },
    'data.okta_group.staff[0]': { id: '00g3' },
    'module.people.data.okta_group.inner': { id: '00g4' },
  });
});

test.each([
  ['a file that is no archive', Buffer.from('plan')],
  ['an archive without it', planFile({ tfstate: '{}' })],
  ['a text that is no JSON', planFile({ 'tfstate-prev': '{"resources":' })],
])('%s tells nothing', (_, plan) => {
  expect(dataOfLastApply(plan)).toBeUndefined();
});
