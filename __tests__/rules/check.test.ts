import type { AppSubject, EnvironmentSubject } from '../../rules/app';
import { checkApp, checkEnvironment, checkEnvironments, type Problem } from '../../rules/check';
import type { EnvironmentRules, Waiver } from '../../okta-apps/shared/environment-rules';
import { appSubject, environmentSubject } from '../support/app-subject';

const lines = (problems: readonly Problem[]) =>
  problems.map(({ environment, app, prop, rule, severity }) => [environment, app, prop, rule, severity].join(' '));

const waiver: Waiver = {
  rule: 'pkce/required',
  address: 'okta_app_oauth.storefront-web',
  reason: 'the vendor cannot',
  expires: '2001-01-01',
};

function environment(name: string, rules: EnvironmentRules, ...apps: AppSubject[]): EnvironmentSubject {
  return environmentSubject({
    name,
    production: name === 'prod',
    rules,
    apps: apps.map((app) => ({ ...app, path: app.path.replace('-dev/', `-${name}/`), rules })),
  });
}

describe('one app', () => {
  it('that is valid has no problem', () => {
    expect(checkApp(appSubject())).toEqual([]);
  });

  it('has every problem at once, each with its place and what to do, sorted by prop and rule', () => {
    const app = appSubject({ label: '', redirectUris: ['http://shop.acme.com/cb#x'], pkceRequired: false });
    const problems = checkApp(app, 'dev');
    expect(lines(problems)).toEqual([
      'dev storefront-dev/storefront-web label label/length error',
      'dev storefront-dev/storefront-web pkceRequired pkce/required warning',
      'dev storefront-dev/storefront-web redirectUris[0] redirect-uri/fragment error',
      'dev storefront-dev/storefront-web redirectUris[0] redirect-uri/https error',
    ]);
    expect(problems[0]).toEqual({
      environment: 'dev',
      app: 'storefront-dev/storefront-web',
      address: 'okta_app_oauth.storefront-web',
      prop: 'label',
      value: '""',
      title: 'A label is empty or too long.',
      impact: 'Okta or the provider refuses the app, and the apply stops',
      fix: 'write the name that people will see',
      todo: 'write the name that people will see',
      rule: 'label/length',
      severity: 'error',
      message: 'label must have 1 to 100 characters, got ""; write the name that people will see [label/length]',
    });
  });

  it('of a stack without environment has an empty one', () => {
    expect(checkApp(appSubject({ label: '' })).map((problem) => problem.environment)).toEqual(['']);
  });
});

describe('the environment', () => {
  it('changes severities', () => {
    const rules: EnvironmentRules = { severities: { 'pkce/required': 'error', 'label/length': 'off' } };
    expect(lines(checkApp(appSubject({ label: '', pkceRequired: false }, rules)))).toEqual([
      ' storefront-dev/storefront-web pkceRequired pkce/required error',
    ]);
  });

  it('keeps the severity of the rule when its own is no severity, and says so', () => {
    const rules = { severities: { 'pkce/required': 'fatal' } } as unknown as EnvironmentRules;
    expect(lines(checkEnvironment(environment('dev', rules, appSubject({ pkceRequired: false }))))).toEqual([
      'dev  rules.severities["pkce/required"] environment/severity error',
      'dev storefront-dev/storefront-web pkceRequired pkce/required warning',
    ]);
  });

  it('says what is wrong with waivers that are none, and goes by the others', () => {
    const rules = { waivers: [undefined, null, 5, waiver] } as unknown as EnvironmentRules;
    const problems = checkEnvironment(environment('dev', rules, appSubject({ pkceRequired: false })));
    expect(problems.filter(({ rule }) => rule === 'pkce/required').map((problem) => problem.waiver)).toEqual([waiver]);
    expect(new Set(problems.map(({ rule }) => rule))).toEqual(
      new Set(['environment/waiver', 'environment/waiver-rule', 'pkce/required']),
    );
  });

  it.each(['okta_app_oauth.storefront-web', 'storefront-dev/okta_app_oauth.storefront-web'])(
    'waives a problem at %s, whatever the day is',
    (address) => {
      const rules: EnvironmentRules = { waivers: [{ ...waiver, address }] };
      const [problem] = checkApp(appSubject({ pkceRequired: false }, rules));
      expect(problem).toMatchObject({ rule: 'pkce/required', severity: 'warning', waiver: { ...waiver, address } });
    },
  );

  it.each([
    { address: 'okta_app_oauth.storefront' },
    { address: 'storefront-prod/okta_app_oauth.storefront-web' },
    { rule: 'label/length' },
  ])('waives nothing elsewhere: %j', (values) => {
    const rules: EnvironmentRules = { waivers: [{ ...waiver, ...values }] };
    expect(checkApp(appSubject({ pkceRequired: false }, rules)).map((problem) => problem.waiver)).toEqual([undefined]);
  });

  it('has the problems of its apps, between its apps, and of what it says about the rules', () => {
    const similar = [appSubject({ pkceRequired: false }, {}, 'a'), appSubject({}, {}, 'b')];
    expect(lines(checkEnvironment(environment('dev', { maxRedirectUris: 0 }, ...similar)))).toEqual([
      'dev  rules.maxRedirectUris environment/limits error',
      'dev storefront-dev/a pkceRequired pkce/required warning',
      'dev storefront-dev/b clientId environment/client-id-unique error',
      'dev storefront-dev/b label environment/label-unique error',
    ]);
  });

  it('has a rule off also between its apps', () => {
    const similar = [appSubject({}, {}, 'a'), appSubject({ clientId: 'another-one' }, {}, 'b')];
    const rules: EnvironmentRules = { severities: { 'environment/label-unique': 'off' } };
    expect(checkEnvironment(environment('dev', rules, ...similar))).toEqual([]);
  });
});

describe('all environments', () => {
  const dev = (rules: EnvironmentRules = {}) => environment('dev', rules, appSubject({ clientId: 'shop-web' }));
  const prod = (rules: EnvironmentRules = {}) =>
    environment('prod', rules, appSubject({ clientId: 'shop-web', redirectUris: ['https://shop.dev.acme.com/cb'] }));

  it('have every problem once, sorted by environment, app, prop and rule, in whatever order they come', () => {
    const expected = [
      'dev storefront-dev/storefront-web clientId across/client-id-unique error',
      'prod storefront-prod/storefront-web clientId across/client-id-unique error',
      'prod storefront-prod/storefront-web redirectUris[0] across/non-production-origin error',
    ];
    expect(lines(checkEnvironments([prod(), dev()]))).toEqual(expected);
    expect(lines(checkEnvironments([dev(), prod()]))).toEqual(expected);
    const twice = lines(checkEnvironments([dev(), prod(), prod()]));
    expect(twice).toEqual([expected[0], 'prod  name across/name-unique error', ...expected.slice(1)]);
  });

  it('follow the severities and waivers of the environment that a problem belongs to', () => {
    const rules: EnvironmentRules = {
      severities: { 'across/client-id-unique': 'off' },
      waivers: [{ ...waiver, rule: 'across/non-production-origin' }],
    };
    const problems = checkEnvironments([dev(), prod(rules)]);
    expect(lines(problems)).toEqual([
      'dev storefront-dev/storefront-web clientId across/client-id-unique error',
      'prod storefront-prod/storefront-web redirectUris[0] across/non-production-origin error',
    ]);
    expect(problems.map((problem) => problem.waiver?.rule)).toEqual([undefined, 'across/non-production-origin']);
  });

  it('all hear of a rule about them that fails', () => {
    const broken = Object.defineProperty({ ...dev() }, 'origins', {
      get: () => {
        throw new Error('no origins');
      },
    });
    const problems = checkEnvironments([broken, environmentSubject({ name: 'staging' })]);
    expect(
      problems.filter(({ rule }) => rule.startsWith('across/')).map(({ environment: its, message }) => [its, message]),
    ).toEqual(
      ['dev', 'staging'].flatMap((name) =>
        ['across/non-production-origin', 'across/shared-origin'].map((rule) => [
          name,
          `rule ${rule} must not fail, got "no origins"; report it with the value that it stumbled over [${rule}]`,
        ]),
      ),
    );
  });
});
