import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acrossRules, allRules, appRules, environmentRules } from '../../rules/registry';

const ROOT = join(__dirname, '../..');
const KINDS = ['app', 'environment', 'across'];
const FILES = KINDS.flatMap((kind) => readdirSync(join(ROOT, 'rules', kind)).map((file) => `rules/${kind}/${file}`));

/** Ids that the file exports as rules, also where a function makes them. */
function exportedIds(file: string): string[] {
  const exported = jest.requireActual<Record<string, unknown>>(join(ROOT, file));
  return Object.entries(exported)
    .filter(([name]) => name.endsWith('Rules'))
    .flatMap(([, rules]) => (typeof rules === 'function' ? (rules as () => unknown)() : rules) as { id: string }[])
    .map(({ id }) => id);
}

describe('the registry', () => {
  it('holds every exported rule', () => {
    expect(FILES.flatMap(exportedIds).sort()).toEqual(allRules.map(({ id }) => id).sort());
  });

  it('is every rule about an app, an environment and all environments', () => {
    expect(allRules).toEqual([...appRules, ...environmentRules, ...acrossRules]);
    expect(allRules.length).toBeGreaterThan(80);
  });

  it('has no id twice, and every id is subject/name in kebab case', () => {
    const ids = allRules.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it('says of every rule what is wrong, why it matters, what to do, and where it comes from', () => {
    for (const { id, severity, title, impact, fix, see } of allRules) {
      expect([id, title]).toEqual([id, expect.stringMatching(/^[A-Z`].*[^.]\.$/)]);
      expect([id, impact]).toEqual([id, expect.stringMatching(/^(?:[a-z]|CDKTF |OAuth |Okta |Terraform ).*[^.]$/)]);
      expect([id, fix]).toEqual([id, expect.stringMatching(/^[a-z].*[^.]$/)]);
      expect([id, see]).toEqual([id, expect.stringMatching(/^(?:https:\/\/|#)/)]);
      expect([id, ['error', 'warning']]).toEqual([id, expect.arrayContaining([severity])]);
    }
  });

  it('has cases for the rules of every file, in the test of that name', () => {
    for (const file of FILES.filter((its) => exportedIds(its).length > 0)) {
      const test = join(ROOT, '__tests__', file.replace(/\.ts$/, '.test.ts'));
      expect([file, existsSync(test)]).toEqual([file, true]);
      expect(readFileSync(test, 'utf8')).toMatch(/describe(?:App)?Rules[<(]/);
    }
  });
});
