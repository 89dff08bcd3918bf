import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { planKeeper } from '../../../okta-apps/run/keep-plans';
import { UserError } from '../../../okta-apps/shared/errors';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const CONTENT = 'PK canary-5d20e1 in a plan';
const HINT = 'age-keygen -y prints that of an identity';

/** A stack's folder with a saved plan. */
function stack(content = CONTENT): { readonly stack: string; readonly folder: string } {
  const path = mkdtempSync(join(folder.path, 'stack-'));
  writeFileSync(join(path, 'plan.tfplan'), content);
  return { stack: 'shop-dev', folder: path };
}

async function key() {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

async function decrypted(file: string, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return await decrypter.decrypt(new Uint8Array(readFileSync(file)), 'text');
}

test('a plan is encrypted for every recipient, replaces an earlier one, and only its owner may read the file', async () => {
  const [one, other] = [await key(), await key()];
  const kept = join(folder.path, 'made', 'plans');
  const keeper = await planKeeper(kept, 'plans', [one.recipient, other.recipient]);
  await keeper.keep(stack('an earlier plan'));
  expect(await keeper.keep(stack())).toBe('shop-dev.tfplan.age');
  expect(readdirSync(kept)).toEqual(['shop-dev.tfplan.age']);
  const file = join(kept, 'shop-dev.tfplan.age');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n/);
  expect(readFileSync(file, 'latin1')).not.toContain('canary');
  for (const { identity } of [one, other]) expect(await decrypted(file, identity)).toBe(CONTENT);
  await expect(decrypted(file, (await key()).identity)).rejects.toThrow(
    "no identity matched any of the file's recipients",
  );
});

test('every recipient that is none is named; what may be a secret is not shown', async () => {
  const { identity, recipient } = await key();
  const wrong = ['age1xyz', identity, 'hunter2', recipient.replace(/.$/, (c) => (c === 'q' ? 'p' : 'q'))];
  await expect(planKeeper(join(folder.path, 'none'), 'none', [recipient, ...wrong])).rejects.toThrow(
    new UserError(
      [
        `--recipient must be a public key of age (age1…), got "age1xyz"; ${HINT}`,
        `--recipient must be a public key of age (age1…), but number 3 is none (it is not shown); ${HINT}`,
        `--recipient must be a public key of age (age1…), but number 4 is none (it is not shown); ${HINT}`,
        `--recipient must be a public key of age (age1…), got "${wrong[3]!}"; ${HINT}`,
      ].join('\n'),
    ),
  );
  expect(readdirSync(folder.path)).not.toContain('none');
});

test('a folder that cannot be made and a file that cannot be written are named; nothing half-written stays', async () => {
  const { recipient } = await key();
  writeFileSync(join(folder.path, 'file'), '');
  await expect(planKeeper(join(folder.path, 'file'), 'file', [recipient])).rejects.toThrow(
    new UserError('file cannot be created (EEXIST)'),
  );
  const kept = join(folder.path, 'taken');
  mkdirSync(join(kept, 'shop-dev.tfplan.age', 'x'), { recursive: true });
  const keeper = await planKeeper(kept, 'taken', [recipient]);
  await expect(keeper.keep(stack())).rejects.toThrow(
    new UserError('taken/shop-dev.tfplan.age cannot be written (EISDIR)'),
  );
  expect(readdirSync(kept)).toEqual(['shop-dev.tfplan.age']);
});
