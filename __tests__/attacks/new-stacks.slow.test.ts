import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Review } from '../../okta-apps/review/review-model';
import { gitProject } from '../support/git-project';
import { oktaDocument } from '../support/okta-document';
import type { PlainStack } from '../support/plain-project';
import { runCli } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';

// threats.md, section 13: a new stack is evaluated by the org that it writes to.

const folder = temporaryFolder();
const ACME = { name: 'acme-dev', baseUrl: 'oktapreview.com' };
const credentials = (name: string) => ({
  plan: { type: 'api-token', tokenVariable: `${name}_PLAN` } as const,
  apply: { type: 'api-token', tokenVariable: `${name}_APPLY` } as const,
});
type Manifest = NonNullable<PlainStack['manifest']>;
const PROD: Manifest = {
  environment: 'prod',
  production: true,
  org: ACME,
  approvals: 2,
  rules: { reviewSeverities: { 'redirect-uri/http': 'medium' } },
};
const INSECURE = oktaDocument({ web: { redirect_uris: ['http://web.acme.dev/callback'] } });
const SHOP: PlainStack = { terraform: oktaDocument({ shop: {} }), manifest: PROD };

async function reviewOfNew(stack: string, manifest: Manifest) {
  const { folder: cwd, change } = gitProject(folder.path, { 'shop-prod': SHOP });
  const { name, baseUrl } = manifest.org ?? ACME;
  const provider = { okta: [{ org_name: name, base_url: baseUrl }] };
  change({ 'shop-prod': SHOP, [stack]: { terraform: { ...INSECURE, provider }, manifest } });
  const { stdout } = await runCli(['review', '--rehearse', '--format', 'json', '--digests', 'digests.json'], { cwd });
  const { digests } = JSON.parse(readFileSync(join(cwd, 'digests.json'), 'utf8')) as {
    digests: readonly { readonly stack: string; readonly approvals?: number }[];
  };
  const { findings } = JSON.parse(stdout) as Review;
  return {
    insecure: findings.filter(({ rule }) => rule === 'redirect-uri/http').map(({ severity }) => severity),
    settings: findings
      .filter(({ rule }) => rule.startsWith('setting/'))
      .map(({ severity, prop }) => `${severity} ${prop}`),
    approvals: digests.find((digest) => digest.stack === stack)?.approvals,
  };
}

test.each<[what: string, stack: string, manifest: Manifest, expected: object]>([
  [
    'in an environment that is loosened with it',
    'desk-prod',
    { ...PROD, approvals: 0, production: false, rules: { reviewSeverities: { 'redirect-uri/http': 'info' } } },
    {
      insecure: ['medium'],
      settings: ['high approvals', 'high production', 'high rules.reviewSeverities'],
      approvals: 2,
    },
  ],
  [
    'under another name for the org of production',
    'desk-qa',
    { environment: 'qa', org: ACME },
    {
      insecure: ['block'],
      settings: ['block environment', 'high approvals', 'high production', 'info rules.reviewSeverities'],
      approvals: 2,
    },
  ],
  [
    'in an org that the base does not know',
    'desk-qa',
    { environment: 'qa', org: { name: 'acme-qa', baseUrl: 'okta.com' }, credentials: credentials('QA') },
    { insecure: ['block'], settings: ['medium environments'], approvals: 2 },
  ],
  ['in an environment that stays', 'desk-prod', PROD, { insecure: ['medium'], settings: [], approvals: 2 }],
])('a new stack %s', async (_, stack, manifest, expected) => {
  expect(await reviewOfNew(stack, manifest)).toEqual(expected);
});
