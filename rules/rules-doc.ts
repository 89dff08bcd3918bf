import { RENAMED_RULES } from '../okta-apps/shared/renamed-rules';
import { allRules } from './registry';
import { ruleSections } from './rule-sections';
import { TITLES } from './sources';

const INTRODUCTION = `# Rules

<!-- Made from rules/ by rules/rules-doc.ts. To write it again: UPDATE_DOCS=1 npx jest __tests__/rules/rules-doc.test.ts -->

A rule is a check of what an app is declared to be, before Terraform runs. Every rule looks at every app of every
environment in one run, and nothing is written while one of them finds an error. A warning is printed and stops nothing.
Values that only Terraform will know are left alone.

A problem says where it is, what it must be, what it is, what to do and which rule it comes from:

\`\`\`
redirectUris[0] must use https, or http on localhost, 127.0.0.1 or [::1], got "http://shop.acme.com/cb"; write https [redirect-uri/https]
\`\`\`

Errors are what Okta or the provider refuses, and what is plainly unsafe although Okta takes it. The rest is a warning.

## Environments

The type \`Environment\` says what a file in \`env/\` holds. The rules of the subject \`environment\` check it: its name, members that
nothing reads, and what is missing. Entries of \`apps\` may hold values of your own.

## Severities

An environment can change what a rule does there, in \`env/<name>.ts\`; \`off\` is silence:

\`\`\`ts
rules: { severities: { 'redirect-uri/wildcard-discouraged': 'error', 'pkce/required': 'off' } },
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

/** The text of docs/rules.md: what a rule is, and a section for each of them. */
export function rulesMarkdown(): string {
  return `${INTRODUCTION}\n${ruleSections(allRules, ({ severity }) => severity, TITLES)}\n${renamedMarkdown()}`;
}

/** Old and new ids of both worlds. */
function renamedMarkdown(): string {
  const lines = Object.values(RENAMED_RULES).flatMap((ids) =>
    Object.entries(ids).map(([before, after]) => `- \`${before}\` → \`${after}\``),
  );
  return `${RENAMED}\n${lines.join('\n')}\n`;
}

const RENAMED = `## Renamed

Rules of the synthesis and of [the review](review-rules.md) have the same subjects. These ids are an error in \`env/\`
that says the new id. In the base of a review an old id is read as the new one, so an upgrade can be reviewed.
`;
