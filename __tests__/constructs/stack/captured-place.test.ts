import { TerraformVariable, Testing, type App } from 'cdktf';
import type { Construct } from 'constructs';
import { OidcWebApp, type OidcWebAppProps } from '../../../constructs/oidc-web-app';
import { OktaStack } from '../../../constructs/okta-stack';
import { placeOf } from '../../../constructs/stack/captured-place';
import { TrustedOrigins } from '../../../constructs/trusted-origins';
import { dev } from '../../../env/dev';
import { forgetLines, knowLines } from '../../support/known-lines';
import { MINIMAL } from '../../support/synth-stack';

const FILE = '__tests__/constructs/stack/captured-place.test.ts';

knowLines();

/** The line that calls `made` last: the argument is evaluated where the construct is made. */
let line: number | null = 0;
function made<T>(value: T): T {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, [, caller]) => {
    line = caller?.getLineNumber() ?? null;
  };
  void new Error().stack;
  Object.assign(Error, { prepareStackTrace });
  return value;
}

const here = () => ({ file: FILE, line });

class ShopStack extends OktaStack {
  constructor(app: App) {
    super(app, made('shop'), dev);
  }
}

class HouseApp extends OidcWebApp {
  constructor(scope: Construct, id: string, props: Partial<OidcWebAppProps> = {}) {
    super(scope, id, { ...MINIMAL, ...props });
  }
}

const stack = () => new ShopStack(Testing.app({ stackTraces: false }));

test('a stack is where its class makes it, and what is in it where the code of the team makes that', () => {
  const shop = stack();
  expect(placeOf(shop)).toEqual(here());
  const plain = new OidcWebApp(shop, made('plain'), MINIMAL);
  expect(placeOf(plain)).toEqual(here());
  const house = new HouseApp(shop, made('house'));
  expect(placeOf(house)).toEqual(here());
  const origins = new TrustedOrigins(shop, made('origins'), { origins: [] });
  expect(placeOf(origins)).toEqual(here());
});

test('resources of an app are where the app is; what this library does not make is nowhere', () => {
  const shop = stack();
  const app = new OidcWebApp(shop, made('web'), { ...MINIMAL, assignTo: { groups: ['Staff'] } });
  const places = app.node.findAll().map((element) => placeOf(element));
  expect(places.length).toBeGreaterThan(2);
  expect(new Set(places.map((place) => JSON.stringify(place)))).toEqual(new Set([JSON.stringify(here())]));
  expect(placeOf(new TerraformVariable(shop, 'own', {}))).toBeUndefined();
});

test('limits and formatters of stack traces that a program sets stay as they were', () => {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const prepare = (): string => 'prepared';
  try {
    Error.stackTraceLimit = 0;
    const shop = stack();
    const app = new HouseApp(shop, 'web');
    Error.prepareStackTrace = prepare;
    expect(placeOf(app)).toMatchObject({ file: FILE });
    expect(Error.stackTraceLimit).toBe(0);
    expect(Error.prepareStackTrace).toBe(prepare);
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
});

test('TypeScript that jest compiles has no lines that are known', () => {
  forgetLines();
  expect(placeOf(new OidcWebApp(stack(), 'unknown', MINIMAL))).toBeUndefined();
});
