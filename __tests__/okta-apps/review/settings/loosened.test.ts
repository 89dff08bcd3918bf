import { loosenedBefore, type SettingState } from '../../../../okta-apps/review/settings/loosened';
import type { StackManifest } from '../../../../okta-apps/shared/stack-manifest';
import { stackManifest } from '../../../support/plain-project';

const PROD: Partial<StackManifest> = { environment: 'prod', production: true };

/** One state after the other; each is what its commit made. */
function said(...states: readonly (readonly StackManifest[])[]): readonly string[] {
  const line = states.map((manifests, at): SettingState => {
    const own = { commit: `c${at}`, date: `2026-11-0${at + 1}` };
    return { ...own, changedBy: [own], manifests };
  });
  return loosenedBefore(line).map(
    ({ setting, step, by }) => `${setting} of ${step}, by ${by.map(({ commit }) => commit).join(' or ')}`,
  );
}

const approvals = (...counts: readonly number[]) =>
  counts.map((count) => [stackManifest('shop-prod', { ...PROD, approvals: count })]);

test.each<[name: string, states: readonly (readonly StackManifest[])[], says: readonly string[]]>([
  ['nothing changed', approvals(2, 2), []],
  ['one was loosened', approvals(2, 1), ['approvals of prod: 2 → 1, by c1']],
  ['what was tightened is no loosening', approvals(1, 2), []],
  ['restored since', approvals(2, 1, 2), []],
  ['made stricter than before since', approvals(2, 1, 3), []],
  [
    'restored and loosened again: once, with the newest commit',
    approvals(2, 1, 2, 1),
    ['approvals of prod: 2 → 1, by c3'],
  ],
  [
    'loosened twice: both are in force, the newest first',
    approvals(2, 1, 0),
    ['approvals of prod: 1 → 0, by c2', 'approvals of prod: 2 → 1, by c1'],
  ],
  ['loosened twice, one of them restored', approvals(2, 1, 0, 1), ['approvals of prod: 2 → 1, by c1']],
  ['loosened by another setting after that', approvals(2, 1, 1), ['approvals of prod: 2 → 1, by c1']],
  [
    'a new environment is no loosening',
    [
      [stackManifest('shop-prod', PROD)],
      [
        stackManifest('shop-prod', PROD),
        stackManifest('shop-qa', { environment: 'qa', org: { name: 'acme-qa', baseUrl: 'okta.com' } }),
      ],
    ],
    [],
  ],
  ['a new project is no loosening', [[], [stackManifest('shop-prod', PROD)]], []],
  ['an environment that no longer exists has nothing that is loosened', [...approvals(2, 1), []], []],
])('%s', (_, states, says) => {
  expect(said(...states)).toEqual(says);
});

test('equal steps of several environments and stacks are one, those of some stacks list them', () => {
  const all = (count: number, desk = count) => [
    stackManifest('desk-prod', { ...PROD, approvals: desk }),
    stackManifest('shop-prod', { ...PROD, approvals: count }),
    stackManifest('shop-dev', { environment: 'dev', org: { name: 'dev', baseUrl: 'okta.com' }, approvals: count }),
  ];
  expect(said(all(2), all(1))).toEqual(['approvals of dev, prod: 2 → 1, by c1']);
  expect(said(all(2), all(2, 1))).toEqual(['approvals of prod (desk-prod): 2 → 1, by c1']);
});

test('what was restored in one environment is not kept by another that loosened the same', () => {
  const state = (prod: number, dev: number) => [
    stackManifest('shop-prod', { ...PROD, approvals: prod }),
    stackManifest('shop-dev', { environment: 'dev', org: { name: 'dev', baseUrl: 'okta.com' }, approvals: dev }),
  ];
  expect(said(state(2, 2), state(1, 2), state(2, 1))).toEqual(['approvals of dev: 2 → 1, by c2']);
});

test('a waiver is looser as long as it exists', () => {
  const waived = (...addresses: readonly string[]) => [
    stackManifest('shop-prod', {
      ...PROD,
      rules: {
        waivers: addresses.map((address) => ({ rule: 'app/deleted', address, reason: 'old', expires: '2026-12-01' })),
      },
    }),
  ];
  const one = 'rules.waivers of prod: app/deleted a: none → until 2026-12-01: old, by c1';
  expect(said(waived(), waived('a'))).toEqual([one]);
  expect(said(waived(), waived('a'), waived('a', 'b'))).toEqual([
    'rules.waivers of prod: app/deleted b: none → until 2026-12-01: old, by c2',
    one,
  ]);
  expect(said(waived(), waived('a'), waived())).toEqual([]);
});
