import { ruleSections } from '../../rules/rule-sections';
import { CATALOGUE } from '../resources/catalogue';
import type { Reach } from '../resources/reach';
import { byText } from '../shared/json';
import { reviewRules, type RuleInfo } from './change-rules/registry';

const INTRODUCTION = (): string => `# Rules of the review

<!-- Made from okta-apps/review/change-rules/ by okta-apps/review/review-rules-doc.ts. To write it again: UPDATE_DOCS=1 npx jest __tests__/okta-apps/review/review-rules-doc.test.ts -->

The review reads Terraform plans and reports their effect on sign-in. Each finding shows the rule that it comes from. Rules
about the declaration of an app, which run before Terraform, are in [rules.md](rules.md).

- **Broadened**: more parties, places or ways can get a session or a token, or less proof is asked of them.
- **Narrowed**: the reverse, so users who could sign in may no longer be able to.

## Severities

| severity | then |
|---|---|
| block | \`okta-apps plan\` and \`review\` end with exit code 3, and \`apply\` refuses |
| high | needs review; open in the comment |
| medium | worth a look; folded in the comment |
| info | for the record |

Where a rule has two, the second applies outside production. An environment can override them in \`env/<name>.ts\`:

\`\`\`ts
rules: { reviewSeverities: { 'redirect-uri/new-host': 'block', 'pkce/on': 'info' } },
\`\`\`

Severities and waivers are read from the base of a change, so that no change decides on its own review. A waiver is written as for
[other rules](rules.md#waivers), and accepts what one rule says of one address until its last day. Rules marked "always"
are neither waived nor lowered. Rules marked "needs the org" find what only a plan of the real org can show: no review of the
code has them. An apply prints them, and refuses those that are \`high\` or \`block\` until a waiver accepts them or a person applies at
a terminal. Rules of \`document/\` are waived, never lowered: each is evaluated before Terraform runs.

Some rules report what the review did not look at: \`review.json\` has it as \`notLookedAt\`. With such a finding, waived or not, the
review never says that nothing changes, \`plan\` and \`review\` never end with exit code 0, and the check run is at best neutral.

## What no rule reads

Every change is read by a rule, or is listed as harmless with a reason in \`okta-apps/resources/\`. Anything else is a
finding: one for each type and kind of change, with all addresses. How far the type reaches decides the severity.

${reachTable()}

A stack of yours may have many changes of one type that reviewers know. An environment can accept them, by type or by
attribute, with a reason and a last day. What gives power over the org is never accepted this way, and there are no
wildcards. It is read from the base of a change, and a change of it is a finding.

\`\`\`ts
rules: {
  known: [
    {
      type: 'okta_group_rule',
      attribute: 'expression_value',
      reason: 'the HR sync writes these rules',
      expires: '2027-03-31',
    },
  ],
},
\`\`\`
`;

/** Link texts of the pages that are neither an RFC nor an issue. */
const TITLES: Readonly<Record<string, string>> = {
  'https://12factor.net/dev-prod-parity': 'The Twelve-Factor App, parity',
  'https://developer.hashicorp.com/terraform/internals/json-format': 'Terraform, JSON of a plan',
  'https://developer.hashicorp.com/terraform/internals/json-format#plan-representation': 'Terraform, JSON of a plan',
  'https://developer.hashicorp.com/terraform/cdktf/concepts/assets': 'CDKTF, assets',
  'https://developer.hashicorp.com/terraform/language/backend': 'Terraform, backends',
  'https://developer.hashicorp.com/terraform/language/block/action': 'Terraform, actions',
  'https://developer.hashicorp.com/terraform/language/checks': 'Terraform, checks',
  'https://developer.hashicorp.com/terraform/language/data-sources': 'Terraform, data sources',
  'https://developer.hashicorp.com/terraform/language/data-sources#depends_on': 'Terraform, depends_on of data sources',
  'https://developer.hashicorp.com/terraform/language/expressions': 'Terraform, expressions',
  'https://developer.hashicorp.com/terraform/language/functions': 'Terraform, functions',
  'https://developer.hashicorp.com/terraform/language/files/override': 'Terraform, override files',
  'https://developer.hashicorp.com/terraform/language/manage-sensitive-data': 'Terraform, sensitive data',
  'https://developer.hashicorp.com/terraform/language/modules/syntax': 'Terraform, modules',
  'https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax': 'Terraform, provisioners',
  'https://developer.hashicorp.com/terraform/language/state/remote-state-data': 'Terraform, remote states',
  'https://developer.hashicorp.com/terraform/language/syntax/json': 'Terraform, JSON syntax',
  'https://developer.hashicorp.com/terraform/language/files/dependency-lock': 'Terraform, lock file',
  'https://developer.hashicorp.com/terraform/language/files/dependency-lock#checksum-verification':
    'Terraform, checksums of the lock file',
  'https://developer.hashicorp.com/terraform/language/import': 'Terraform, import',
  'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes':
    'Terraform, ignore_changes',
  'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy':
    'Terraform, prevent_destroy',
  'https://developer.hashicorp.com/terraform/language/moved': 'Terraform, moved',
  'https://developer.hashicorp.com/terraform/language/providers/requirements': 'Terraform, provider requirements',
  'https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources': 'Terraform, removed',
  'https://developer.hashicorp.com/terraform/language/terraform#terraform-required_version':
    'Terraform, required_version',
  'https://developer.hashicorp.com/terraform/language/values/outputs#sensitive': 'Terraform, sensitive outputs',
  'https://developer.hashicorp.com/terraform/tutorials/state/resource-drift': 'Terraform, drift',
  'https://developer.okta.com/docs/api/oauth2/': 'Okta, OAuth API scopes',
  'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/': 'Okta, Applications API',
  'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/':
    'Okta, groups of an app',
  'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationLifecycle/':
    'Okta, lifecycle of an app',
  'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/TrustedOrigin/':
    'Okta, Trusted Origins API',
  'https://developer.okta.com/docs/guides/client-secret-rotation-key/main/': 'Okta, client secrets',
  'https://developer.okta.com/docs/guides/configure-signon-policy/main/': 'Okta, sign-in policies',
  'https://developer.okta.com/docs/reference/okta-expression-language/': 'Okta, Expression Language',
  'https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions':
    'GitHub, hardening of pipelines',
  'https://github.com/cdklabs/cdk-nag#suppressing-a-rule': 'cdk-nag, suppressions',
  'https://developer.hashicorp.com/terraform/cli/commands/plan': 'Terraform, plan',
  'https://git-scm.com/docs/gitignore': 'git, gitignore',
  'https://docs.npmjs.com/cli/commands/npm-ci': 'npm, npm ci',
  'https://help.okta.com/oie/en-us/content/topics/apps/apps-fbm-main.htm': 'Okta, Federation Broker Mode',
  'https://help.okta.com/oie/en-us/content/topics/users-groups-profiles/usgp-about-groups.htm': 'Okta, groups',
  'https://publicsuffix.org/learn/': 'Public Suffix List',
  'https://www.unicode.org/reports/tr39/#Confusable_Detection': 'UTS 39, section 4',
  'https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication': 'OpenID Connect Core, section 9',
  'https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation': 'OpenID Connect Core, section 3.1.3.7',
  'https://openid.net/specs/openid-connect-core-1_0.html#ThirdPartyInitiatedLogin': 'OpenID Connect Core, section 4',
  'https://openid.net/specs/openid-connect-frontchannel-1_0.html': 'OpenID Connect Front-Channel Logout',
  'https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout': 'OpenID Connect RP-Initiated Logout',
  'https://registry.terraform.io/providers/okta/okta/latest/docs': 'okta/okta',
  'https://registry.terraform.io/providers/okta/okta/latest/docs/data-sources/group': 'okta_group, data source',
  'https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_oauth': 'okta_app_oauth',
  'https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_oauth#omit_secret-1':
    'okta_app_oauth, omit_secret',
  'https://url.spec.whatwg.org/#concept-basic-url-parser': 'URL Standard',
};

const REACHES: readonly (readonly [reach: Reach, what: string])[] = [
  ['power', 'power over the org: admin roles, resource sets, API scopes and tokens'],
  ['front-door', 'the front door: identity providers, hooks, domains, sign-in pages, e-mail, self-registration'],
  ['factors', 'factors and sessions: policies, authenticators, ThreatInsight, device assurance'],
  ['who-gets-in', 'who gets in: users, memberships, group rules, assignments'],
  ['what-tokens-say', 'what tokens say: authorization servers, claims, scopes, mappings'],
  ['objects', 'objects that decide nothing alone: groups, profile schemas, new zones'],
  ['display', 'looks: themes, brands, texts, logos'],
];

/** The text of docs/review-rules.md: what the review finds, and a section for each rule. */
export function reviewRulesMarkdown(): string {
  return `${INTRODUCTION()}\n${ruleSections(reviewRules, severityText, TITLES)}`;
}

/** `high, medium outside`, `block, always` */
function severityText({ severity, outsideProduction, waivable, needsOrg }: RuleInfo): string {
  const outside = outsideProduction === undefined ? [] : [`${outsideProduction} outside`];
  return [severity, ...outside, ...(waivable === false ? ['always'] : []), ...(needsOrg ? ['needs the org'] : [])].join(
    ', ',
  );
}

/** The types of each reach, as the catalogue has them. */
function reachTable(): string {
  const lines = REACHES.map(([reach, what]) => {
    const names = CATALOGUE.types.filter(({ decides }) => decides?.reach === reach).map(({ name }) => name);
    const listed = names.sort(byText).map((name) => `\`${name}\``);
    return `| ${what} | ${listed.join(', ')} |`;
  });
  return ['| reach | types |', '|---|---|', ...lines].join('\n');
}
