import { lockFileFault, readLockFile } from '../../okta-apps/plan/lock-file';
import { reviewOf } from '../okta-apps/review/support/reviews';
import { stackManifest } from '../support/plain-project';

// threats.md, section 6: what the lock file says is what Terraform reads in it.

const BLOCK = `provider "registry.terraform.io/okta/okta" {
  version     = "6.12.0"
  constraints = ">= 6.9.0, != 6.14.0, < 7.0.0"
  hashes = [
    "h1:aaa=",
    "zh:0123",
  ]
}
`;
const LOCK = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

${BLOCK}`;
const VAULT = BLOCK.replace('okta/okta', 'hashicorp/vault').replace(/\n {2}constraints.*/, '');

describe('a lock file that Terraform reads otherwise is refused', () => {
  test.each<[attack: string, text: string, says: string]>([
    ['a version in a comment', LOCK.replace('  version ', '/*\n  version = "6.12.0"\n*/\n  version '), 'line 5: /*'],
    [
      'a version behind a comment',
      LOCK.replace('"6.12.0"', '"6.12.0" # "6.14.0"'),
      'line 5:   version     = "6.12.0" # "6.14.0"',
    ],
    ['two versions', LOCK.replace('  hashes', '  version = "6.14.0"\n  hashes'), 'line 7:   version = "6.14.0"'],
    [
      'a block inside of a block',
      LOCK.replace(/\}\n$/, `  ${VAULT}}\n`),
      'line 11:   provider "registry.terraform.io/hashicorp/vault" {',
    ],
    [
      'a block with a space before it',
      `${LOCK}\n ${VAULT}`,
      'line 13:  provider "registry.terraform.io/hashicorp/vault" {',
    ],
    ['a provider twice', `${LOCK}\n${BLOCK}`, 'line 13: provider "registry.terraform.io/okta/okta" {'],
    [
      'a hash in a comment',
      LOCK.replace('    "h1:aaa=",', '    # "h1:aaa=",\n    "h1:evil",'),
      'line 8:     # "h1:aaa=",',
    ],
    ['an expression', LOCK.replace('6.12.0', '${"6.12.0"}'), 'line 5:   version     = "${"6.12.0"}"'],
    ['a here-document', LOCK.replace('"6.12.0"', '<<A\n6.14.0\nA'), 'line 5:   version     = <<A'],
    ['something else at the top', `${LOCK}locals {}\n`, 'line 12: locals {}'],
    ['a block that does not end', LOCK.replace(/\}\n$/, ''), 'line 11: '],
    ['what is no lock file', '{"provider": {}}', 'line 1: {"provider": {}}'],
  ])('%s', (_, text, says) => {
    expect(lockFileFault(text)).toBe(says);
    const { verdict, findings } = reviewOf([], { lock: { before: LOCK, after: text } });
    expect(verdict).toBe('blocked');
    expect(findings.map(({ rule }) => rule)).toContain('lock/unreadable');
  });

  test.each<[everyday: string, text: string]>([
    ['nothing', ''],
    ['what terraform init writes', LOCK],
    ['with the other end of line', LOCK.replaceAll('\n', '\r\n')],
    ['two providers', `${LOCK}\n${VAULT}`],
    ['no constraint', VAULT],
    ['hashes on one line', VAULT.replace(/hashes = \[\n\s+("h1:aaa="),\n\s+("zh:0123"),\n\s+\]/, 'hashes = [$1, $2]')],
    ['another registry', BLOCK.replace('registry.terraform.io', 'registry.opentofu.org')],
    ['a version before its release', LOCK.replace('6.12.0', '7.0.0-beta1+x')],
  ])('%s is read', (_, text) => {
    expect(lockFileFault(text)).toBeUndefined();
    expect([...readLockFile(text)].every(([, { version, hashes }]) => version !== '' && hashes.length === 2)).toBe(
      true,
    );
  });
});

describe('a source that the base does not list', () => {
  const settings = (source?: string) => {
    const providers = source === undefined ? [] : [{ name: 'vault', source }];
    const manifests = [stackManifest('shop-dev', { providers })];
    return { before: manifests, after: manifests };
  };
  const found = (after: string, source?: string) =>
    reviewOf([], { lock: { before: LOCK, after }, settings: settings(source) }).findings.map(
      ({ severity, rule }) => `${severity} ${rule}`,
    );

  test('blocks; one that it lists is shown', () => {
    expect(found(`${LOCK}\n${VAULT}`)).toEqual(['block lock/provider-source', 'medium lock/provider-changed']);
    expect(found(`${LOCK}\n${VAULT}`, 'evil/vault')).toContain('block lock/provider-source');
    expect(found(`${LOCK}\n${VAULT}`, 'hashicorp/vault')).toEqual(['medium lock/provider-changed']);
    expect(found(LOCK.replace('6.12.0', '6.13.0'))).toEqual(['medium lock/provider-changed']);
    expect(found(LOCK.replace('"zh:0123"', '"zh:0123",\n    "h1:evil"'))).toEqual(['high lock/other-content']);
  });
});
