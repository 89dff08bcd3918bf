import { TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import { hideTokens, holdsToken, literal, literalSet, withoutTokenStacks } from '../../../constructs/app/tokens';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { attributesWith, bareStack } from '../../support/synth-stack';

const variable = new TerraformVariable(bareStack(), 'v', {});
const plain = fc.string().filter((text) => !text.includes('TfToken'));

/** How Terraform reads a string: a `$` right before `${` is taken off (tried with 1.11.4, also for `$$$${`). */
function asTerraformReads(text: string): string {
  return text.replace(/\$(?=\$\{)/g, '').replace(/%(?=%\{)/g, '');
}

describe('a literal', () => {
  it('comes out of Terraform as it went in', () => {
    const text = fc.array(fc.constantFrom('${', '%{', 'a', '$', '%', '{', '}', ' ')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (value) => {
        const written = literal(value);
        expect(written).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
        expect(asTerraformReads(written)).toBe(value);
      }),
    );
  });

  it('beside a token is escaped, and the token is not', () => {
    const token = variable.stringValue;
    expect(literal(`\${source.login}%{x}${token}`)).toBe(`$\${source.login}%%{x}${token}`);
    expect(literal(`a $${token}`)).toBe(`a \${"$"}${token}`);
  });

  it.each([undefined, null, 5, true])('that is no text is left alone: %s', (value) => {
    expect(literal(value)).toBe(value);
  });
});

describe('a set', () => {
  it('is the same in whatever order and how often its values are written', () => {
    fc.assert(
      fc.property(fc.array(plain), fc.array(plain), (a, b) => {
        expect(literalSet([...a, ...b])).toEqual(literalSet([...b, ...a, ...b]));
      }),
    );
  });

  it('keeps tokens, behind the literals', () => {
    const token = variable.stringValue;
    expect(literalSet([token, 'b', 'a'])).toEqual(['a', 'b', token]);
    const tokens = variable.listValue;
    expect(literalSet(tokens)).toBe(tokens);
  });
});

describe('hideTokens', () => {
  it('puts the marker in place of every token, and leaves the rest', () => {
    const value = {
      a: variable.stringValue,
      b: ['x', variable.stringValue],
      c: variable.listValue,
      d: variable.numberValue,
      e: 5,
    };
    expect(hideTokens(value)).toEqual({ a: UNKNOWN, b: ['x', UNKNOWN], c: UNKNOWN, d: UNKNOWN, e: 5 });
    expect(holdsToken(value)).toBe(true);
  });

  it('leaves literals as they are', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        fc.pre(!JSON.stringify(value).includes('TfToken'));
        expect(JSON.stringify(hideTokens(value))).toBe(JSON.stringify(value));
      }),
    );
  });
});

describe('an object that only Terraform knows', () => {
  it.each([
    [
      'refreshToken',
      { grantTypes: ['authorization_code', 'refresh_token'] },
      {
        refresh_token_rotation: '${try(var.v.rotationType, var.v.rotation_type, "ROTATE")}',
        refresh_token_leeway: '${try(var.v.leeway, 30)}',
      },
    ],
    [
      'initiateLogin',
      {},
      {
        login_uri: '${try(var.v.uri, one([]))}',
        login_mode: '${try(var.v.mode, "SPEC")}',
        login_scopes: '${try(var.v.scopes, one([]))}',
      },
    ],
    ['visibility', {}, { hide_web: '${try(var.v.web, false) ? false : true}' }],
    [
      'notes',
      {},
      { admin_note: '${try(var.v.admin, one([]))}', enduser_note: '${try(var.v.endUser, var.v.end_user, one([]))}' },
    ],
    [
      'frontchannelLogout',
      {},
      {
        frontchannel_logout_uri: '${try(var.v.uri, one([]))}',
        frontchannel_logout_session_required: '${try(var.v.sessionRequired, var.v.session_required, false)}',
      },
    ],
    ['network', {}, { network: { connection: '${try(var.v.connection, one([]))}' } }],
  ])('%s becomes attributes, each with its default', (prop, others, attributes) => {
    expect(attributesWith((v) => ({ ...others, [prop]: v.value as unknown }))).toMatchObject(attributes);
  });

  it('becomes a key of its own', () => {
    const { jwks } = attributesWith((v) => ({ tokenEndpointAuthMethod: 'private_key_jwt', jwks: [v.value] }));
    expect(jwks).toEqual([
      Object.fromEntries(['kty', 'kid', 'e', 'n', 'x', 'y'].map((name) => [name, `\${try(var.v.${name}, one([]))}`])),
    ]);
  });

  it('becomes a block for each key when it is the list of keys', () => {
    const { dynamic } = attributesWith((v) => ({
      tokenEndpointAuthMethod: 'private_key_jwt',
      jwks: v.value as unknown,
    }));
    expect(dynamic).toEqual({
      jwks: {
        for_each: '${toset(var.v)}',
        iterator: 'each',
        content: Object.fromEntries(
          ['kty', 'kid', 'e', 'n', 'x', 'y'].map((name) => [name, `\${try(each.value.${name}, one([]))}`]),
        ),
      },
    });
  });
});

describe('withoutTokenStacks', () => {
  it('takes no stack for what asks for one explicitly, as a token does', () => {
    const token: { stack?: string } = {};
    withoutTokenStacks(() => {
      Error.captureStackTrace(token);
    });
    expect(token.stack).toBe('');
  });

  it('leaves an error thrown inside its stack, and puts things back after it', () => {
    const capture = Error.captureStackTrace;
    const fail = () =>
      withoutTokenStacks(() => {
        throw new Error('inside');
      });
    let stack = '';
    try {
      fail();
    } catch (error) {
      stack = (error as Error).stack ?? '';
    }
    expect(stack).toContain('tokens.test');
    expect(Error.captureStackTrace).toBe(capture);
  });
});
