import { DATA_SOURCES, RESOURCES } from '../../../okta-apps/local/provider/registry';
import { neededAccess } from '../../../okta-apps/okta/needed-access';
import { importsOf, madeIds } from '../../../okta-apps/rehearsal/imports';
import { leftOut } from '../../../okta-apps/rehearsal/left-out';
import { seedFor } from '../../../okta-apps/rehearsal/lookups';
import { APP_OAUTH } from '../../../okta-apps/resources/app-oauth';
import { CATALOGUE, catalogueOf } from '../../../okta-apps/resources/catalogue';
import { readPlan } from '../../../okta-apps/resources/read-plan';
import type { ResourceType } from '../../../okta-apps/resources/resource-type';
import { review } from '../../../okta-apps/review/review';
import { planRequests } from '../../../okta-apps/run/plan-requests';
import { rawChange, rawPlan } from '../review/support/plan-json';

const byName = (a: string, b: string) => (a < b ? -1 : 1);

describe('the catalogue', () => {
  it('has each type once', () => {
    const names = CATALOGUE.types.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(50);
    expect(names).toEqual([...new Set(names)]);
    expect(names.filter((name) => !name.startsWith('okta_'))).toEqual(['terraform_data']);
  });

  it('has a rehearsal make exactly what the endpoint serves', () => {
    const made = CATALOGUE.types.filter(({ rehearsal }) => rehearsal !== undefined).map(({ name }) => name);
    const lookedUp = CATALOGUE.types.filter(({ dataSource }) => dataSource?.rehearsable).map(({ name }) => name);
    expect(made.sort(byName)).toEqual(Object.keys(RESOURCES).sort(byName));
    expect(lookedUp.sort(byName)).toEqual(Object.keys(DATA_SOURCES).sort(byName));
  });

  it('gives no two attributes of a type one place', () => {
    for (const { attributes = {} } of CATALOGUE.types) {
      const places = Object.values(attributes).flatMap(({ order = [] }) => order);
      expect(places).toEqual([...new Set(places)]);
    }
  });

  it('knows nothing of a type that is not listed, whatever its name', () => {
    expect(CATALOGUE.typeOf('constructor')).toEqual({ name: 'constructor' });
  });
});

describe('a type that one file adds', () => {
  const badge: ResourceType = {
    name: 'okta_badge',
    attributes: {
      doors: { words: 'doors that it opens', form: 'set', order: 1, access: { by: 'members' } },
      seal: { access: { by: 'rank', weakestFirst: [['wax'], ['steel']] } },
      notes: { form: 'json' },
    },
    decides: { reach: 'factors', effect: 'it opens doors' },
    removalBreaks: 'doors stay shut',
    writes: 'users',
    requests: ['/api/v1/groups', '/api/v1/groups'],
    idPrefix: 'bdg',
    importId: ['id'],
    rehearsal: {},
    dataSource: { reads: ['groups'], requests: ['/api/v1/groups/{id}'], rehearsable: () => true, seeds: 'groups' },
  };
  const catalogue = catalogueOf([APP_OAUTH, badge]);
  const reviewed = (before: Readonly<Record<string, unknown>> | null, after: typeof before) => {
    const plan = readPlan(rawPlan([rawChange('okta_badge.a', before, after)]), { secrets: [] }, catalogue);
    const stack = { stack: 's-prod', environment: 'prod', production: true, plan };
    return review({ today: '2026-01-01', stacks: [stack], rules: {}, secrets: [] }, catalogue);
  };
  const document = {
    resource: { okta_badge: { a: { doors: ['front'] } } },
    data: { okta_badge: { b: { name: 'Guests' } } },
  };

  it('is compared, shown and reviewed', () => {
    const { stacks, findings } = reviewed(
      { doors: ['front', 'back'], notes: '{"a":1}', seal: 'steel' },
      { doors: ['back', 'front', 'vault'], notes: '{ "a": 1 }', seal: 'wax' },
    );
    expect(stacks[0]?.changes[0]?.differences).toMatchObject([
      { words: 'doors that it opens', added: ['vault'], removed: [] },
      { words: 'seal', added: ['wax'], removed: ['steel'] },
    ]);
    expect(findings).toMatchObject([{ rule: 'resource/factors-changed', severity: 'high' }]);
    expect(findings[0]?.message).toContain('because it opens doors');
    expect(reviewed({ doors: ['a', 'b'] }, { doors: ['b', 'a'] }).findings).toEqual([]);
  });

  it('says what its removal breaks', () => {
    const [finding] = reviewed({ doors: ['front'] }, null).findings;
    expect(finding).toMatchObject({ rule: 'resource/far-reaching-removed', severity: 'block' });
    expect(finding?.message).toContain('because doors stay shut');
  });

  it('says what is secret and what cannot be seen', () => {
    const plan = rawPlan([
      rawChange(
        'okta_badge.a',
        { doors: ['x'] },
        { doors: ['y'] },
        { before_sensitive: { doors: true }, after_sensitive: { doors: true } },
      ),
    ]);
    const stack = {
      stack: 's-prod',
      environment: 'prod',
      production: true,
      plan: readPlan(plan, { secrets: [] }, catalogue),
    };
    const { findings } = review({ today: '2026-01-01', stacks: [stack], rules: {}, secrets: [] }, catalogue);
    expect(findings.map(({ rule }) => rule)).toContain('review/hidden-value');
  });

  it('has its requests, scopes and roles counted', () => {
    expect(planRequests(document, 'service-app', catalogue)).toEqual({ '/api/v1/groups': 2, '/api/v1/groups/{id}': 1 });
    expect(neededAccess(document, 'apply', catalogue)).toEqual({
      reads: ['groups', 'users'],
      writes: ['users'],
      unknown: [],
    });
  });

  it('is rehearsed and imported', () => {
    const head = { ...document, import: [{ to: 'okta_badge.a', id: 'bdg1' }] };
    const imports = importsOf(undefined, head, catalogue);
    expect(leftOut(document, catalogue)).toEqual([]);
    expect(imports.targets).toEqual([{ address: 'okta_badge.a', id: 'bdg1' }]);
    const state = { resources: [{ type: 'okta_badge', name: 'a', instances: [{ attributes: { id: 'bdg2' } }] }] };
    expect([...madeIds(imports.targets, state, catalogue)]).toEqual([['bdg1', 'bdg2']]);
    expect(seedFor([document], catalogue).groups).toMatchObject([
      { name: 'Guests', id: expect.stringMatching(/^bdg/) as string },
    ]);
  });

  it('is not known without its file', () => {
    expect(leftOut(document)).toEqual(['data.okta_badge.b', 'okta_badge.a']);
    expect(neededAccess(document, 'apply').unknown).toEqual(['data.okta_badge', 'okta_badge']);
    expect(importsOf(undefined, { ...document, import: [{ to: 'okta_badge.a', id: 'bdg1' }] }).targets).toEqual([]);
  });
});
