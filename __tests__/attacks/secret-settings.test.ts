import { reviewOf } from '../okta-apps/review/support/reviews';
import type { StackManifest } from '../../okta-apps/shared/stack-manifest';
import { stackManifest } from '../support/plain-project';

// threats.md, sections 13 and 15: where client secrets go, and who rotates them, is compared between base and change.

const TOKEN = { type: 'api-token', tokenVariable: 'ACME_PROD_APPLY' } as const;
const PLAN = { type: 'api-token', tokenVariable: 'ACME_PROD_PLAN' } as const;
const VAULT = { type: 'vault-kv-v2', address: 'https://vault.acme.dev', mount: 'secret', path: '{app}' } as const;
const DOTENV = { type: 'dotenv', folder: 'secrets' } as const;
const VAULT_TEXT = 'vault-kv-v2 address=https://vault.acme.dev mount=secret path={app}';
const SECRETS = { sink: VAULT, sinks: { web: DOTENV }, maxAge: 90 };

const shop = (more: Partial<StackManifest> = {}) =>
  stackManifest('shop-prod', {
    environment: 'prod',
    production: true,
    org: { name: 'acme', baseUrl: 'okta.com' },
    credentials: { plan: PLAN, apply: TOKEN },
    ...more,
  });
const base = shop({ secrets: SECRETS });

/** `block secrets prod: sink: one → other` of everything that is found. */
function found(before: StackManifest, after: StackManifest): readonly string[] {
  const { findings } = reviewOf([], { settings: { before: [before], after: [after] } });
  return findings.map(({ severity, prop, value }) => `${severity} ${prop} ${String(JSON.parse(value))}`);
}

test.each<[attack: string, change: Partial<StackManifest>, says: readonly string[]]>([
  [
    'another sink of all apps, and of one',
    { secrets: { sink: { ...VAULT, address: 'https://evil.dev' }, sinks: { web: VAULT }, maxAge: 90 } },
    [
      'block secrets prod: sink: vault-kv-v2 address=https://vault.acme.dev → vault-kv-v2 address=https://evil.dev',
      `block secrets prod: sinks.web: dotenv folder=secrets → ${VAULT_TEXT}`,
    ],
  ],
  [
    'a sink of its own for an app that had the common one',
    { secrets: { ...SECRETS, sinks: { web: DOTENV, desk: DOTENV } } },
    [`block secrets prod: sinks.desk: ${VAULT_TEXT} → dotenv folder=secrets`],
  ],
  [
    'the common sink for an app that had its own',
    { secrets: { sink: VAULT, maxAge: 90 } },
    [`block secrets prod: sinks.web: dotenv folder=secrets → ${VAULT_TEXT}`],
  ],
  ['older secrets', { secrets: { ...SECRETS, maxAge: 365 } }, ['high secrets prod: maxAge: 90 → 365']],
  [
    'secrets of any age',
    { secrets: { sink: VAULT, sinks: { web: DOTENV } } },
    ['high secrets prod: maxAge: 90 → none'],
  ],
  [
    'a rotator that is none of ours',
    { secrets: SECRETS, rotatedBy: { 'okta_app_oauth.web': 'other' } },
    ['high rotatedBy prod: okta_app_oauth.web: none → other'],
  ],
  [
    'a credential for rotations',
    { secrets: SECRETS, credentials: { plan: PLAN, apply: TOKEN, rotate: PLAN } },
    ['high credentials.rotate prod: none → api-token ACME_PROD_PLAN'],
  ],
])('%s', (_, change, says) => {
  expect(found(base, shop(change))).toEqual(says);
});

test('a first sink needs approvals; no sink hands out nothing', () => {
  const [none, some] = [shop(), shop({ secrets: { sink: DOTENV } })];
  expect(found(none, some)).toEqual(['high secrets prod: sink: none → dotenv folder=secrets']);
  expect(found(some, none)).toEqual(['medium secrets prod: sink: dotenv folder=secrets → none']);
});

test('which setting says it does not matter, and neither does the order of members', () => {
  const sink = { path: '{app}', mount: 'secret', address: 'https://vault.acme.dev', type: 'vault-kv-v2' } as const;
  expect(found(base, shop({ secrets: { maxAge: 90, sinks: { desk: VAULT, web: DOTENV }, sink } }))).toEqual([]);
});

test('a younger age is for the record', () => {
  expect(found(base, shop({ secrets: { ...SECRETS, maxAge: 30 } }))).toEqual(['info secrets prod: maxAge: 90 → 30']);
});

test('a waiver of the base accepts one step and no other', () => {
  const settings = { before: [base], after: [shop({ secrets: { sink: VAULT, maxAge: 90 } })] };
  const verdictWith = (address: string) => {
    const waiver = { rule: 'setting/other-target', reason: 'it moves to Vault', expires: '2026-12-31', address };
    return reviewOf([], { settings, rules: { prod: { waivers: [waiver] } } }).verdict;
  };
  const address = `secrets: sinks.web: dotenv folder=secrets → ${VAULT_TEXT}`;
  expect(verdictWith(address)).not.toBe('blocked');
  expect(verdictWith(address.replace('web', 'desk'))).toBe('blocked');
  expect(verdictWith(address.replace('vault.acme.dev', 'evil.dev'))).toBe('blocked');
});
