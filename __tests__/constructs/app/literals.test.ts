import { TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import { hideTokens, holdsToken, literal, literalSet } from '../../../constructs/app/literals';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { bareStack } from '../../support/synth-stack';

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
