import { TerraformVariable, Testing } from 'cdktf';
import fc from 'fast-check';
import { OidcWebApp, type OidcWebAppProps } from '../../../constructs/oidc-web-app';
import { plainData } from '../../../constructs/app/plain-data';
import { bareStack, MINIMAL, problemsOf, type SynthesizedStack } from '../../support/synth-stack';

const variable = new TerraformVariable(bareStack(), 'v', {});

function cycle(): object {
  const object: Record<string, unknown> = {};
  object['self'] = object;
  return object;
}

function nested(levels: number): object {
  let object = {};
  for (let level = 0; level < levels; level += 1) object = { object };
  return object;
}

const thrower = {
  get uri(): string {
    throw new Error('boom');
  },
};

const unreadable = new Proxy(
  {},
  {
    ownKeys() {
      throw new Error('boom');
    },
  },
);

describe('plainData', () => {
  it('is a copy that keeps tokens and leaves undefined out', () => {
    const given = {
      a: [1, { b: variable.stringValue }],
      c: variable.listValue,
      d: variable.value as unknown,
      e: undefined,
    };
    const copy = plainData(given) as typeof given;
    expect(copy).toEqual({ a: given.a, c: given.c, d: given.d });
    expect(copy.a).not.toBe(given.a);
    expect(copy.d).toBe(given.d);
  });

  it.each<readonly [string, unknown]>([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 5n],
    ['an object of a class', new Date(0)],
    ['an object of a class', new Map()],
    ['an object that cannot be read', unreadable],
  ])('says %s', (says, value: unknown) => {
    expect((plainData({ value }) as { value: symbol }).value.description).toBe(says);
  });

  it('ends at a depth', () => {
    expect(() => plainData(nested(100_000))).not.toThrow();
  });
});

/** What plain JavaScript could pass. */
function problemsWith(props: object): string[] {
  const stack = bareStack();
  new OidcWebApp(stack, 'billing', { ...MINIMAL, ...props });
  return problemsOf(stack);
}

describe('props that no compiler has seen', () => {
  it.each([
    [{ label: cycle() }, 'label must be a string, got {"self":"an object that contains itself"}; write one'],
    [{ label: null }, 'label must be a string, got null; write one'],
    [{ pkceRequired: null }, 'pkceRequired must be true or false, got null; write one'],
    [
      { initiateLogin: thrower },
      'initiateLogin.uri must be a string, got "a value that throws when it is read"; write one',
    ],
    [{ jwks: [null] }, 'jwks[0] must be an object, got null; write one'],
    [{ visibility: [] }, 'visibility must be an object, got []; write one'],
    [{ userNameTemplate: Symbol('x') }, 'userNameTemplate must be a string, got "a symbol"; write one'],
    [{ groupsClaim: null }, 'groupsClaim must be an object, got null; write one, or leave it out'],
    [{ assignTo: { groups: [5] } }, 'assignTo.groups[0] must be a string, got 5; write one'],
    [{ profile: 5n }, 'profile must be an object, got "a bigint"; write one, or leave it out'],
    [
      { redirectUris: [...variable.listValue, 'https://a.acme.dev/cb'] },
      'redirectUris[0] must be a string, got "a list that only Terraform knows, spread into another; join them with Fn.concat"; write one',
    ],
    [
      { baseUris: variable.listValue },
      'baseUris must be a list of strings, got "a value that only Terraform knows"; write one, or leave it out',
    ],
  ])('%o are refused once, by their type', (props, says) => {
    expect(problemsWith(props)).toEqual([`[dev/billing] ${says} [props/type]`]);
  });

  it.each([undefined, null, 'x', 5])('%s in place of all props', (props) => {
    const stack = bareStack();
    new OidcWebApp(stack, 'billing', props as unknown as OidcWebAppProps);
    expect(problemsOf(stack)).toEqual([
      '[dev/billing] label must be a string, got undefined; write one [props/type]',
      '[dev/billing] redirectUris must be a list of strings, got undefined; write one [props/type]',
    ]);
  });

  it('write nothing that Terraform would take', () => {
    const stack = bareStack();
    new OidcWebApp(stack, 'billing', { ...MINIMAL, label: 5 as unknown as string });
    const { resource } = JSON.parse(Testing.synth(stack)) as SynthesizedStack;
    expect(resource?.['okta_app_oauth']?.['billing'] ?? {}).not.toHaveProperty('label');
  });

  it('never throw', () => {
    const names = fc.constantFrom(
      'label',
      'jwks',
      'notes',
      'profile',
      'assignTo',
      'groupsClaim',
      'baseUris',
      'network',
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.anything({ withBigInt: true, withDate: true, withMap: true })), (props) => {
        for (const problem of problemsWith(props)) expect(problem).toMatch(/ \[[a-z-]+\/[a-z-]+\]$/);
      }),
    );
  });
});
