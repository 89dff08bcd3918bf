import type { Rule } from './engine';
import { allRules } from './registry';
import { TITLES } from './sources';

type Line = Pick<Rule<never>, 'id' | 'severity' | 'summary' | 'see'>;

const INTRODUCTION = `# Rules

<!-- Made from rules/ by rules/rules-doc.ts. To write it anew: UPDATE_DOCS=1 npx jest __tests__/rules/rules-doc.test.ts -->

A rule is a check of what an app is declared to be, before Terraform runs. Every rule looks at every app of every
environment in one run, and nothing is written while one of them finds an error. A warning is printed and stops nothing.
Values that only Terraform will know are left alone.

A problem says where it is, what it must be, what it is, what to do and which rule it comes from:

\`\`\`
redirectUris[0] must use https, or http on localhost, 127.0.0.1 or [::1], got "http://shop.acme.com/cb"; write https [redirect-uris/https]
\`\`\`

Errors are what Okta or the provider refuses, and what is plainly unsafe although Okta takes it. The rest is a warning.

## Severities

An environment can change what a rule does there, in \`env/<name>.ts\`; \`off\` is silence:

\`\`\`ts
rules: { severities: { 'redirect-uris/wildcard-discouraged': 'error', 'pkce/required': 'off' } },
\`\`\`

## Waivers

A waiver accepts what one rule says about one app, with a reason and a last day. The problem is still listed, and
the review of the plan reports the waiver once its day is over; it never stops a synth.

\`\`\`ts
rules: {
  waivers: [
    {
      rule: 'pkce/required',
      address: 'okta_app_oauth.back-office',
      reason: 'the vendor sends no code_challenge before version 9',
      expires: '2027-03-31',
    },
  ],
},
\`\`\`

Where two stacks of the environment have an app of that name, write the stack in front: \`office-prod/okta_app_oauth.back-office\`.

## Limits

Some rules do something only where the environment asks for it:

| in \`rules\` of the environment | then |
|---|---|
| \`forbidPlaceholderHosts: true\` | no URI is at \`example.com\`, \`example.org\`, \`example.net\`, below \`.example\`, \`.test\`, \`.invalid\` or \`.localhost\`, or on this machine |
| \`maxRedirectUris: 10\` | no app has more redirect URIs than that |
| \`requireAuthenticationPolicy: true\` | every app names its authentication policy |
`;

/** The text of docs/rules.md: what a rule is, and one table for each subject. */
export function rulesMarkdown(): string {
  const subjects = new Map<string, Line[]>();
  for (const rule of allRules) {
    const subject = rule.id.slice(0, rule.id.indexOf('/'));
    subjects.set(subject, [...(subjects.get(subject) ?? []), rule]);
  }
  return [INTRODUCTION, ...[...subjects].map(([subject, rules]) => section(subject, rules))].join('\n');
}

function section(subject: string, rules: readonly Line[]): string {
  const heading = `## \`${subject}\`\n\n| rule | severity | what is right | source |\n|---|---|---|---|\n`;
  return `${heading}${rules.map(row).join('\n')}\n`;
}

function row({ id, severity, summary, see }: Line): string {
  return `| \`${id}\` | ${severity} | ${summary.replaceAll('|', '\\|')} | [${linkText(see)}](${see}) |`;
}

/** `RFC 6749, section 3.1.2`, or the title of the page. */
function linkText(see: string): string {
  const rfc = /\/rfc(\d+)(?:#section-([\d.]+))?$/.exec(see);
  if (!rfc) return TITLES[see] ?? see;
  return rfc[2] === undefined ? `RFC ${rfc[1] ?? ''}` : `RFC ${rfc[1] ?? ''}, section ${rfc[2]}`;
}
