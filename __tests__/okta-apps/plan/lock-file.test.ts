import { readLockFile } from '../../../okta-apps/plan/lock-file';
import { fourfoldGrowth } from '../../support/growth';
import { reviewOf, ruleIds } from '../review/support/reviews';

function lock(version: string, hash = 'h1:aaa='): string {
  return `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/okta/okta" {
  version     = "${version}"
  constraints = ">= 6.9.0, != 6.14.0, < 7.0.0"
  hashes = [
    "${hash}",
    "zh:0123",
  ]
}

provider "registry.terraform.io/hashicorp/random" {
  version = "3.7.1"
  hashes = [
    "h1:bbb=",
  ]
}
`;
}

it('reads what terraform init writes, with either end of line', () => {
  for (const text of [lock('6.12.0'), lock('6.12.0').replaceAll('\n', '\r\n')]) {
    expect([...readLockFile(text).values()]).toEqual([
      { source: 'registry.terraform.io/okta/okta', version: '6.12.0', hashes: ['h1:aaa=', 'zh:0123'] },
      { source: 'registry.terraform.io/hashicorp/random', version: '3.7.1', hashes: ['h1:bbb='] },
    ]);
  }
});

it.each(['', 'nonsense', 'provider "x" {', '{"provider": {}}'])('reads no provider from %j', (text) => {
  expect(readLockFile(text).size).toBe(0);
});

it('makes findings of what changed', () => {
  const between = (before: string, after: string) => ruleIds(reviewOf([], { lock: { before, after } }));
  expect(between(lock('6.12.0'), lock('6.12.0'))).toEqual([]);
  expect(between(lock('6.12.0'), lock('6.13.0'))).toEqual(['lock/provider-changed']);
  expect(between(lock('6.12.0'), lock('6.14.0'))).toEqual(['lock/provider-harmful', 'lock/provider-changed']);
  expect(between(lock('6.12.0'), lock('7.0.0'))).toEqual(['lock/provider-major', 'lock/provider-changed']);
  expect(between('', lock('6.12.0'))).toEqual([
    'lock/provider-source',
    'lock/provider-changed',
    'lock/provider-changed',
  ]);
});

it('is as quick on a text that only begins like a lock file', () => {
  const text = (blocks: number) => 'provider "x" {\n'.repeat(blocks);
  expect(readLockFile(text(100)).size).toBe(0);
  expect(fourfoldGrowth(80_000, text, readLockFile)).toBeLessThan(11);
});
