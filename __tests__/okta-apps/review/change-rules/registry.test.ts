import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reviewRules } from '../../../../okta-apps/review/change-rules/registry';
import { SEVERITIES } from '../../../../okta-apps/review/severity';

const FOLDER = join(__dirname, '../../../../okta-apps/review/change-rules');

describe('the registry of the review rules', () => {
  it('has the id of every rule that is written down in the folder', () => {
    const written = readdirSync(FOLDER)
      .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
      .flatMap((text) => [...text.matchAll(/^\s+id: (['`])(.*)\1,$/gm)].map(([, , id]) => id ?? ''))
      .flatMap((id) =>
        id.startsWith('${subject}')
          ? ['logout-uri', 'initiate-login', 'frontchannel-logout'].map((name) => id.replace('${subject}', name))
          : [id],
      );
    expect(reviewRules.map(({ id }) => id).sort()).toEqual(written.sort());
    expect(reviewRules.length).toBeGreaterThan(60);
  });

  it('has no id twice', () => {
    expect(new Set(reviewRules.map(({ id }) => id)).size).toBe(reviewRules.length);
  });

  it.each(reviewRules)('describes $id', ({ id, severity, outsideProduction, title, impact, fix, see }) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/);
    expect(SEVERITIES).toContain(severity);
    expect(SEVERITIES).toContain(outsideProduction ?? severity);
    expect(title).toMatch(/^([A-Z]|omit_secret |prevent_destroy |okta\/okta ).*\.$/);
    expect(impact).toMatch(/^([^A-Z]|(?:Terraform|Okta) ).*[^.]$/);
    expect(fix).toMatch(/^[a-z].*[^.]$/);
    expect([title, impact, fix].filter((text) => /\{[a-zA-Z]+\}/.test(text))).toEqual([]);
    expect(see).toMatch(/^https:\/\/[a-z0-9.-]+\/\S*$/);
  });

  it('never gives production a lower severity than the rest', () => {
    for (const { severity, outsideProduction } of reviewRules) {
      expect(SEVERITIES.indexOf(severity)).toBeLessThanOrEqual(SEVERITIES.indexOf(outsideProduction ?? severity));
    }
  });
});
