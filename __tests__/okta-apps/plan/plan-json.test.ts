import { changesIn, counts } from '../../../okta-apps/plan/plan-json';

/** A resource change as `terraform show -json` has it. */
function change(actions: string[], rest: object = {}, more: object = {}) {
  return { address: 'okta_app_oauth.a', ...more, change: { actions, ...rest } };
}

const BASE = { address: 'okta_app_oauth.a', attributes: [] };

test.each([
  [['create'], 'create'],
  [['delete'], 'delete'],
  [['delete', 'create'], 'replace'],
  [['create', 'delete'], 'replace'],
  [['forget'], 'forget'],
  [['create', 'something-new'], 'update'],
])('the actions %j are one action: %s', (actions, action) => {
  expect(changesIn({ resource_changes: [change(actions)] })).toEqual([{ ...BASE, action }]);
});

test('what is only read, or does not change, is no change', () => {
  expect(changesIn({ resource_changes: [change(['no-op']), change(['read'])] })).toEqual([]);
  expect(changesIn({})).toEqual([]);
});

test('an update names its attributes, sorted, and never a value', () => {
  const before = { label: 'old', redirect_uris: ['a'], notes: null, client_secret: 'canary-1', jwks: [{ kid: 'a' }] };
  const after = { label: 'new', redirect_uris: ['a'], client_secret: 'canary-2', jwks: [{ kid: 'b', n: 'x' }] };
  const changes = changesIn({
    resource_changes: [
      change(['update'], {
        before,
        after,
        after_unknown: { sign_on_mode: true, jwks: [{ n: false }], groups: [] },
        before_sensitive: { client_secret: true },
        after_sensitive: { client_secret: true, jwks: [{ n: true }] },
      }),
    ],
  });
  const plain = { sensitive: false, forcesReplacement: false };
  expect(changes).toEqual([
    {
      ...BASE,
      action: 'update',
      attributes: [
        { ...plain, name: 'client_secret', sensitive: true },
        { ...plain, name: 'jwks', sensitive: true },
        { ...plain, name: 'label' },
        { ...plain, name: 'sign_on_mode' },
      ],
    },
  ]);
  expect(JSON.stringify(changes)).not.toContain('canary');
});

test('a replacement says which attribute forces it', () => {
  const values = { before: { type: 'web', label: 'a' }, after: { type: 'native', label: 'b' } };
  const [replacement] = changesIn({
    resource_changes: [change(['delete', 'create'], { ...values, replace_paths: [['type']] })],
  });
  expect(replacement?.attributes).toEqual([
    { name: 'label', sensitive: false, forcesReplacement: false },
    { name: 'type', sensitive: false, forcesReplacement: true },
  ]);
});

test('a move and an import count, also without another change', () => {
  const moved = change(['no-op'], {}, { previous_address: 'okta_app_oauth.old' });
  const same = change(['no-op'], {}, { previous_address: 'okta_app_oauth.a' });
  const imported = change(['no-op'], { importing: { id: '0oa1' } });
  expect(changesIn({ resource_changes: [moved, same, imported] })).toEqual([
    { ...BASE, action: 'move', from: 'okta_app_oauth.old' },
    { ...BASE, action: 'import' },
  ]);
});

test('outputs come after resources', () => {
  const outputs = { issuer: { actions: ['create'] }, same: { actions: ['no-op'] } };
  expect(changesIn({ resource_changes: [change(['create'])], output_changes: outputs })).toEqual([
    { ...BASE, action: 'create' },
    { address: 'output.issuer', action: 'create', attributes: [] },
  ]);
});

test('changes are counted in a fixed order; kinds that do not occur are left out', () => {
  const one = { address: 'okta_app_oauth.a', attributes: [] };
  expect(
    Object.entries(counts((['delete', 'create', 'create'] as const).map((action) => ({ ...one, action })))),
  ).toEqual([
    ['create', 2],
    ['delete', 1],
  ]);
});
