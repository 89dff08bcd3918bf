import type { KeptDigest } from '../../../../okta-apps/review/digest';
import { unappliedIssue, type PlannedEnvironment } from '../../../../okta-apps/review/post/unapplied';

const SOURCE = { branch: 'main', commit: 'a'.repeat(40), run: 'https://ci.test/runs/9' };

/** An environment with this many stacks, each with this many changes of long addresses. */
function environment(name: string, stacks: number, changes: number): PlannedEnvironment {
  const planned = Array.from({ length: stacks }, (_, at) => ({
    stack: `a-team-with-a-long-name-${at}-${name}`,
    environment: name,
    outcome: 'planned',
    changes: Array.from({ length: changes }, (__, n) => `change okta_app_oauth.an-app-with-a-long-name-${n}`),
  })) as unknown as readonly KeptDigest[];
  return { environment: name, planned };
}

const REGIONS = Array.from({ length: 20 }, (_, at) => `region-north-europe-${at}`);

test('an issue of twenty environments has a title and a body that fit, and counts what does not', () => {
  const { text } = unappliedIssue(
    REGIONS.map((name) => environment(name, 300, 500)),
    SOURCE,
  );
  expect(text.title).toBe(
    'Okta: merged changes are not applied to region-north-europe-0, region-north-europe-1, region-north-europe-2, ' +
      'region-north-europe-3, region-north-europe-4, region-north-europe-5, region-north-europe-6 and 13 other environments',
  );
  expect(text.body.length).toBeLessThanOrEqual(60_000);
  for (const name of REGIONS) expect(text.body).toContain(`### \`${name}\``);
  expect(text.body).toContain('- `a-team-with-a-long-name-0-region-north-europe-0`: 500 changes\n');
  expect(text.body).toContain('- and 280 more stacks');
});

test('a few environments have their changes in the issue', () => {
  const { text } = unappliedIssue([environment('prod', 1, 11)], SOURCE);
  expect(text.body).toContain('11 changes: `change okta_app_oauth.an-app-with-a-long-name-0`');
  expect(text.body).toContain('-name-9` and 1 more\n');
});

test('whatever names there are, the issue fits', () => {
  const { text } = unappliedIssue(
    Array.from({ length: 500 }, (_, at) => environment(`${'e'.repeat(200)}${at}`, 30, 1)),
    SOURCE,
  );
  expect(text.body.length).toBeLessThanOrEqual(60_000);
  expect(text.title.length).toBe(250);
});
