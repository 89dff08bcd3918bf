import fc from 'fast-check';
import { COMMENT_LIMIT, COMMENT_MARKER, renderMarkdown } from '../../../../okta-apps/review/render/markdown';
import { review } from '../../../../okta-apps/review/review';
import type { StackInput } from '../../../../okta-apps/review/review-input';
import { GOLDEN_CASES } from '../support/golden-cases';
import { proseOf } from '../support/markdown-prose';
import { appChange, rawChange, rawPlan, SOUND_APP } from '../support/plan-json';
import { planOf, reviewOf, stackOf } from '../support/reviews';

const NAMES = Object.keys(GOLDEN_CASES);

it.each(NAMES)('begins with the marker and the headline, and closes everything that it opens: %s', (name) => {
  const markdown = renderMarkdown(review(GOLDEN_CASES[name]!()));
  const lines = markdown.split('\n');
  expect(lines[0]).toBe(COMMENT_MARKER);
  expect(lines[1]).toMatch(/^### (⛔|🔴|🟠|✅) /u);
  const text = proseOf(markdown);
  const count = (part: string) => text.split(part).length - 1;
  expect(count('<details>') + count('<details open>')).toBe(count('</details>'));
  expect(count('<summary>')).toBe(count('</summary>'));
});

describe('text of an author', () => {
  const hostile = fc
    .oneof(
      fc.string({
        unit: fc.constantFrom(
          '`',
          '|',
          '\\',
          '<',
          '>',
          '@',
          '*',
          '_',
          '[',
          ']',
          '(',
          ')',
          '\n',
          ' ',
          '\u202e',
          'a',
          '-',
          '#',
        ),
      }),
      fc.constantFrom(
        '```\n',
        '</details>',
        '<script>',
        '`|`|`',
        '\n\n# ',
        '~~~',
        '<!--',
        ']( javascript:',
        'https://x.example/',
        '@octo/team',
      ),
    )
    .map((text) => `${text}EVIL${text}`);

  function everywhere(evil: string): StackInput[] {
    const json = rawPlan(
      [
        appChange(
          { label: evil },
          {
            redirect_uris: [evil],
            login_uri: evil,
            grant_types: [evil],
            admin_note: evil,
            [evil]: evil,
            jwks: [{ kid: evil, kty: evil, n: evil }],
          },
        ),
        rawChange(
          `okta_app_oauth.${evil}`,
          SOUND_APP,
          { ...SOUND_APP, client_id: evil },
          { actions: ['delete', 'create'], replace_paths: [[evil]] },
          { previous_address: evil, action_reason: evil },
        ),
        rawChange(`okta_app_oauth.i${evil}`, SOUND_APP, SOUND_APP, { importing: { id: evil } }, { type: evil }),
        rawChange(`okta_group.${evil}`, { name: evil }, null, {}, { deposed: evil }),
      ],
      {
        resource_drift: [appChange({}, { label: evil, redirect_uris: [evil] })],
        output_changes: { [evil]: { actions: ['create'], before_sensitive: true, after_sensitive: false } },
        checks: [{ address: { to_display: evil }, status: 'fail', instances: [{ problems: [{ message: evil }] }] }],
      },
    );
    const diagnostics = [
      { severity: 'error' as const, summary: evil, detail: evil, address: evil },
      { severity: 'warning' as const, summary: evil, detail: evil },
    ];
    return [
      { stack: `a${evil}`, environment: evil, production: true, plan: planOf(json), diagnostics, notes: [evil] },
      { stack: `b${evil}`, environment: `x${evil}`, production: false, failure: evil },
      stackOf(rawPlan([appChange({}, { pkce_required: false })]), {
        stack: `c-y${evil}`,
        environment: `y${evil}`,
        production: false,
      }),
      stackOf(rawPlan([appChange({}, {})]), { stack: `c-z${evil}`, environment: `z${evil}` }),
    ];
  }

  it('appears as code and nowhere else, whatever it is', () => {
    fc.assert(
      fc.property(hostile, (evil) => {
        const waiver = { rule: 'pkce/off', address: 'okta_app_oauth.web', reason: evil, expires: '2027-01-01' };
        const reviewed = reviewOf(everywhere(evil), {
          rules: { [`y${evil}`]: { waivers: [waiver] }, [evil]: { waivers: [{ ...waiver, rule: evil }] } },
          changedFiles: [`rules/${evil}`],
        });
        const text = renderMarkdown(reviewed);
        expect(text).toContain('EVIL');
        expect(proseOf(text)).not.toContain('EVIL');
        expect(proseOf(text)).not.toMatch(/@|javascript|<script|\]\(|[^\P{C}\n]/u);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a review that is too long for a comment', () => {
  const label = (at: number) => `App ${at} ${'😀\u202e`'.repeat(40)}`;
  const changes = Array.from({ length: 200 }, (_, at) =>
    rawChange(
      `okta_app_oauth.app-${at}`,
      { ...SOUND_APP, label: label(at) },
      { ...SOUND_APP, label: `${label(at)}.`, pkce_required: at % 3 === 0, status: at === 7 ? 'INACTIVE' : 'ACTIVE' },
    ),
  );
  const text = renderMarkdown(reviewOf([stackOf(rawPlan(changes))]));

  it('stays below the limit', () => {
    expect(text.length).toBeLessThan(COMMENT_LIMIT);
    expect(COMMENT_LIMIT).toBeLessThan(65_536);
    expect(text.length).toBeGreaterThan(20_000);
  });

  it('keeps the headline, the changes and the worst finding on one screen', () => {
    const visible = text.slice(0, text.indexOf('<details>')).split('\n');
    expect(visible[1]).toMatch(/^### ⛔ Blocked: the app is deactivated/);
    expect(visible).toContain('200 apps change in `prod`.');
    expect(visible).toContain('**Findings:** ⛔ 1 block · 🔴 1 high');
    expect(visible.length).toBeLessThan(25);
    expect(text).toContain('okta_app_oauth.app-7`');
  });

  it('says what is left out', () => {
    expect(text).toMatch(
      /> \*\*Truncated to fit the comment size limit:\*\* \d+ × change\. The text and JSON formats list everything\.\n$/,
    );
  });

  it('closes everything that it opens', () => {
    expect(text.split('<details>').length).toBe(text.split('</details>').length);
  });

  it('has an end with many environments, stacks and files too', () => {
    const stacks = Array.from({ length: 300 }, (_, at) => ({
      stack: `${'s'.repeat(200)}-${at}`,
      environment: `${'\u202e'.repeat(200)}${at}`,
      production: true,
      failure: 'x'.repeat(20_000),
    }));
    const long = renderMarkdown(reviewOf(stacks, { changedFiles: stacks.map(({ stack }) => `rules/${stack}`) }));
    expect(long.length).toBeLessThan(COMMENT_LIMIT);
    expect(long).toContain('| and 250 more (the text and JSON formats list all) |');
  });
});

describe('what a rule says', () => {
  const uris = ['https://a.evil.test/cb', 'https://b.evil.test/cb2'];
  const made = reviewOf([
    stackOf(rawPlan([appChange({}, { redirect_uris: ['https://shop.acme.com/callback', ...uris] })])),
  ]);

  it('is said once for several values: what changed, why it matters, the values, what to do', () => {
    const body = renderMarkdown(made);
    const [visible = ''] = body.split('<details>', 1);
    expect(visible.split('Confirm who owns the domain.').length - 1).toBe(1);
    expect(visible).toContain(
      '- ⛔ **Okta may send users back to a registrable domain that the app did not use before.** ' +
        'The owner of the new domain can receive authorization codes for this app. (`redirect-uri/new-domain`)\n',
    );
    expect(visible).toMatch(
      /\n {2}- `redirect_uris`: .*\n {2}- `redirect_uris`: .*\n {2}- Confirm who owns the domain\.\n/,
    );
  });

  it('is linked where the page of the rules has a public address, and not for a rule that does not exist', () => {
    const rulesPage = 'https://github.com/acme/tool/blob/HEAD/docs/review-rules.md';
    const link = `([\`redirect-uri/new-domain\`](${rulesPage}#redirect-uri-new-domain))`;
    expect(renderMarkdown(made, { rulesPage })).toContain(link);
    expect(renderMarkdown(made)).not.toContain('](');
    const hostile = made.findings.map((finding) => ({ ...finding, rule: 'x/y)](https://evil.test' }));
    expect(proseOf(renderMarkdown({ ...made, findings: hostile }, { rulesPage }))).not.toContain('](');
  });
});
