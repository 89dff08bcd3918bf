import { readFileSync } from 'node:fs';
import { App } from 'cdktf';
import { OidcWebApp } from '../../../constructs/oidc-web-app';
import { OktaStack } from '../../../constructs/okta-stack';
import { OriginsStack } from '../../../constructs/origins-stack';
import { TrustedOrigins } from '../../../constructs/trusted-origins';
import type { Environment } from '../../../constructs/environment';
import { dev } from '../../../env/dev';
import { prod } from '../../../env/prod';
import { parsePlaces } from '../../../okta-apps/shared/source-places';
import { knowLines } from '../../support/known-lines';
import { runAsProgram, runSynthesize } from '../../support/project';
import { bareStack, MINIMAL } from '../../support/synth-stack';

const FILE = '__tests__/constructs/stack/stack-places.test.ts';
const PLACES = /\/okta-apps\.places\.json$/;
const ORIGIN = 'okta_trusted_origin.https-shop-acme-dev-5f9117e2';

knowLines();

function withoutPlaces(said: string): string {
  return said.replace(/ \(__tests__\/[\w/.-]+\.ts:\d+\)$/gm, '');
}

const props = { ...MINIMAL, assignTo: { groups: ['Staff'] }, baseUris: ['https://shop.acme.dev'] };

function build(app: App, environment: Environment): void {
  new OidcWebApp(new OktaStack(app, 'shop', environment), 'web', props);
  OriginsStack.addTo(app, environment);
}

function buildElsewhere(app: App, environment: Environment): void {
  const stack = new OktaStack(app, 'shop', environment);

  new OidcWebApp(stack, 'web', props);
  OriginsStack.addTo(app, environment);
}

function synthesized(how: typeof build) {
  const run = runSynthesize({ environments: [dev], build: how });
  expect(run.stderr).toBe('');
  return run.files;
}

/** The lines of the settings in env/dev.ts; those of its apps are not asked for. */
function inEnv() {
  const lines = readFileSync('env/dev.ts', 'utf8').split('\n');
  const at = (text: string) => ({ file: 'env/dev.ts', line: lines.findIndex((line) => line.includes(text)) + 1 });
  const names = ['name', 'production', 'org', 'credentials', 'backend', 'providerVersion', 'preventDestroy'];
  const below = [
    ...['org.name', 'org.baseUrl'].map((path) => [path, at('  org:')]),
    ...['bucket', 'key', 'region', 'type'].map((name) => [`backend.${name}`, at('  backend:')]),
    ...['plan', 'apply'].flatMap((name) =>
      ['', '.type', '.tokenVariable'].map((more) => [`credentials.${name}${more}`, at(`    ${name}:`)]),
    ),
  ];
  return {
    '': at('export const dev'),
    ...Object.fromEntries(names.map((name) => [name, at(`  ${name}:`)])),
    ...(Object.fromEntries(below) as object),
  };
}

test('beside each document is where the code declares the stack and its resources', () => {
  const files = synthesized(build);
  const of = (stack: string) => parsePlaces(files[`stacks/${stack}/okta-apps.places.json`] ?? '');
  const line = (of('shop-dev')?.stack ?? { line: 0 }).line;
  const here = { file: FILE, line };
  expect(line).toBeGreaterThan(1);
  expect(of('shop-dev')).toEqual({
    stack: here,
    resources: { 'okta_app_oauth.web': here, 'okta_app_group_assignments.web': here },
    values: inEnv(),
  });
  expect(of('origins-dev')).toEqual({
    stack: { file: FILE, line: line + 1 },
    resources: { [ORIGIN]: here },
    values: inEnv(),
  });
});

test('a line that moves changes this file and no other', () => {
  const [before, after] = [synthesized(build), synthesized(buildElsewhere)];
  const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
  expect(changed.sort()).toEqual(['stacks/origins-dev/okta-apps.places.json', 'stacks/shop-dev/okta-apps.places.json']);
  expect(Object.keys(before).filter((name) => PLACES.test(name))).toEqual(changed);
});

test('a problem of an environment has the line of the value in env/, or of what it is missing in', () => {
  const waiver = { rule: 'uri/https', address: 'okta_app_oauth.web', reason: '', expires: '2999-01-01' } as const;
  const wrong = { ...dev, preventDestroy: true, rules: { waivers: [waiver] } };
  const { stderr } = runSynthesize({ environments: [wrong], build });
  expect(stderr).toMatch(/ rules\.waivers\[0\]\.reason must say why, .* \(env\/dev\.ts:5\)$/m);
});

describe('a problem says at which line the code declares what it is about', () => {
  const broken = (app: App, environment: Environment) => {
    const stack = new OktaStack(app, 'shop', environment);
    new OidcWebApp(stack, 'web', { ...MINIMAL, redirectUris: ['http://billing.acme.dev/callback'] });
    new TrustedOrigins(stack, 'origins', { origins: [{ origin: 'https://a.acme.dev/path', scopes: ['CORS'] }] });
  };
  const placed = (said: string) => said.split('\n').filter((line) => line !== withoutPlaces(line));

  it('in text, of every environment, by whichever way it is synthesized', () => {
    const { stderr } = runSynthesize({ environments: [dev, prod], build: broken });
    const plain = runAsProgram(() => {
      const app = new App({ stackTraces: false });
      broken(app, dev);
      broken(app, prod);
      expect(() => {
        app.synth();
      }).toThrow('nothing was written');
    });
    expect(placed(stderr)).toHaveLength(3);
    expect(placed(stderr)).toEqual(stderr.split('\n').filter((line) => /^(?:error|warning): \[/.test(line)));
    expect(plain.stderr).toBe(stderr);
  });

  it('as data in JSON', () => {
    const { document } = runSynthesize({ environments: [dev], build: broken, json: true });
    const { problems } = document as { problems: { place: { file: string; line: number } }[] };
    expect(problems.length).toBeGreaterThanOrEqual(2);
    for (const { place } of problems) expect(place).toEqual({ file: FILE, line: expect.any(Number) as number });
  });

  it('in a stack of plain CDKTF, too', () => {
    const stack = bareStack();
    new OidcWebApp(stack, 'web', { ...MINIMAL, label: '' });
    const said = stack.node.findAll().flatMap(({ node }) => node.validate());
    expect(said.length).toBeGreaterThan(0);
    for (const message of said) expect(withoutPlaces(message)).not.toBe(message);
  });
});
