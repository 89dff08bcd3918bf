import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubProjectOfTest } from '../../../support/github-project';
import type { PlainStack } from '../../../support/plain-project';
import { shop } from '../../../support/shop';

// A stack with a module in HCL goes the whole way: reviewed, merged, reviewed after the merge, applied as reviewed.

jest.setTimeout(120_000);

const MODULE = 'assets/__cdktf_module_asset_team/0A1B';

const team = (label: string): string => `
terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}
variable "host" {
  type = string
}
resource "okta_app_oauth" "team" {
  label                      = "${label}" # what users see
  type                       = "web"
  grant_types                = ["authorization_code"]
  response_types             = ["code"]
  redirect_uris              = ["https://\${var.host}/callback"]
  skip_authentication_policy = true
  omit_secret                = true
}
`;

/** The shop, and a module of the project that makes an app of a team. */
function withModule(label: string): Readonly<Record<string, PlainStack>> {
  const [[name, stack]] = Object.entries(shop({})) as [[string, PlainStack]];
  const module = { team: { source: `./${MODULE}`, host: 'team.acme.dev' } };
  return {
    [name]: { ...stack, terraform: { ...stack.terraform, module }, files: { [`${MODULE}/main.tf`]: team(label) } },
  };
}

const project = githubProjectOfTest(shop({}), { applied: true });

/** Merges a pull request with an approval, and makes the review that counts. @returns what a reader of it sees */
async function mergeReviewed(stacks: Readonly<Record<string, PlainStack>>): Promise<string> {
  const { author, propose, merge, approve, reviewed } = project();
  const proposed = propose('module', () => {
    author.change(stacks);
  });
  approve(proposed, 'mona');
  merge(proposed);
  const { code, stdout, stderr } = await reviewed();
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'shop-local: rehearsal\n' });
  return stdout;
}

test('a module is reviewed by what it makes, and applied as reviewed; so is a change of its file', async () => {
  expect(await mergeReviewed(withModule('Team'))).toContain('module.team.okta_app_oauth.team');
  const first = await project().apply();
  expect(first.stdout).toContain('shop-local: applied (1 created)\nPlanned again: nothing to change.\n');
  expect(first.code).toBe(0);
  project().deployed(project().fetch());
  expect(await mergeReviewed(withModule('The team'))).toContain('Team → The team');
  const second = await project().apply();
  expect(second.stdout).toContain('shop-local: applied (1 updated)\nPlanned again: nothing to change.\n');
  expect(second.code).toBe(0);
});

const SAME_COMMIT =
  'synthesize this commit again and compare: where it differs from run to run, the code reads something that changes, ' +
  'such as the time or the environment; write that value into the code';

test.each<[what: string, change: (text: string) => string, says: string]>([
  [
    'another host',
    (text) => text.replace('https://${var.host}/', 'https://evil.dev/'),
    'the files of its assets, such as a module that its cdk.tf.json calls, are not those that were reviewed',
  ],
  [
    'a comment',
    (text) => text.replace('what users see', 'what users saw'),
    'the files of its assets are not those that were reviewed',
  ],
])('a file of the module that is changed after the review is refused: %s', async (_, change, says) => {
  await mergeReviewed(withModule('Team'));
  const place = join(project().jobs, 'stacks.json');
  const files = JSON.parse(readFileSync(place, 'utf8')) as Record<string, string>;
  const file = `stacks/shop-local/${MODULE}/main.tf`;
  const [before = '', after] = [files[file], change(files[file] ?? '')];
  expect(after).not.toBe(before);
  writeFileSync(place, JSON.stringify({ ...files, [file]: after }));
  const { code, stdout } = await project().apply();
  expect({ code, end: stdout.trimEnd().split('\n').slice(-2) }).toEqual({
    code: 3,
    end: [`shop-local: ${says}; ${SAME_COMMIT}`, 'None of this was applied.'],
  });
});
