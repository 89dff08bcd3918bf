// `npm run words`: words that this project does not use, because readers stumble over them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';

/** `[pattern, what to write]`; identifiers are split into words first. */
const WORDS = [
  [/\banew\b/i, 'again, replaced, recreated'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bwhoever\b/i, 'the actor: the owner of the host, the reviewer, anyone'],
  [/\b(?:somebody|nobody|everybody)\b/i, 'the actor: users, the reviewer, anyone'],
  [/\btwins?\b/i, 'existing objects with the same client ID or label'],
  [/\bstand-ins?\b/i, 'local provider'],
  [/(?<!\ball )\bsettle[sd]?\b/i, 'reconcile'],
  [/\bjudg(?:e|es|ed|ing|e?ment)\b/i, 'evaluate, review'],
  [/\bbirth (?:secret|variable)s?\b/i, 'initial client secret'],
  [/\b(?:tak(?:e|es|en|ing)|put(?:s|ting)?) back\b/i, 'revert, restore'],
  [/\bgiv(?:e|es|en|ing) out\b/i, 'hand out, publish'],
  [/\bfor want of\b/i, 'without'],
  [/\b(?:is|was|be|are|were|been) cut\b|\bcut short\b/i, 'interrupted'],
  [/\bpeople who sign in\b/i, 'users'],
  [/\ba real org\b|\breal orgs\b/i, 'an Okta org'],
  [/(?<!okta-apps |['"`])\bstory\b/i, 'quickstart'],
];
/**
 * Names that others rely on, so they stay as they are: the field of the manifest's version 1, the former id of a rule
 * and the former field of review.json, the field of `apply --format json`, an interface of TypeScript's library, and
 * the user of Unix, in quotes.
 */
const CONTRACTS =
  /\bbirthSecrets\b|\breview\/judges-itself\b|`takenBack`|\bsettled(?=: )|\bPromiseSettledResult\b|(['"`])nobody\1/g;
const LOOKED_AT = /\.(?:ts|mjs|cjs|md|yml)$/;
/** What is installed, made or recorded, and this file. */
const LEFT_OUT = ['node_modules', 'dist', 'cdktf.out', 'fixtures', '.git', '.okta-local', 'words.mjs', 'words.test.ts'];

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !LEFT_OUT.includes(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));

const problemsOf = (text) =>
  text.split('\n').flatMap((line, index) => {
    const plain = line.replace(CONTRACTS, '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
    return WORDS.flatMap(([pattern, instead]) => {
      const found = pattern.exec(plain);
      return found === null ? [] : [`${index + 1}: "${found[0]}": write ${instead}`];
    });
  });

let isClean = true;
for (const file of filesBelow('.').filter((each) => LOOKED_AT.test(each))) {
  for (const problem of problemsOf(readFileSync(file, 'utf8'))) {
    console.log(`${file}:${problem}`);
    isClean = false;
  }
}
process.exitCode = isClean ? 0 : 1;
