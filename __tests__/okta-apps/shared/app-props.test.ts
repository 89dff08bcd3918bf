import { join } from 'node:path';
import { AppOauth } from '@cdktf/provider-okta/lib/app-oauth';
import ts from 'typescript';
import { APP_ATTRIBUTES } from '../../../okta-apps/local/provider/resources/app-oauth-attributes';
import { APP_PROP_ROWS, propsAndMembers } from '../../../okta-apps/shared/app-props';
import { attributesOf } from '../../support/synth-stack';

/**
 * A prop has four places: the interface, the table, the local org and the provider endpoint. These tests hold the
 * others to the table; the endpoint's tests hold it to the org.
 */
const INTERFACE = join(__dirname, '../../../constructs/oidc-web-app-props.ts');

interface Declared {
  readonly isOptional: boolean;
  /** What its comment says after `@default`; undefined where it says nothing, or says it in words. */
  readonly documented: unknown;
}

/** The props and the members of their objects, by path, as the compiler reads them. */
function declared(): ReadonlyMap<string, Declared> {
  const options = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, noEmit: true };
  const settings: ts.CompilerOptions = {
    ...options,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  };
  const program = ts.createProgram([INTERFACE], settings);
  const checker = program.getTypeChecker();
  const found = new Map<string, Declared>();
  const add = (type: ts.Type, path: readonly string[], depth: number): void => {
    for (const property of type.getProperties()) {
      const own = [...path, property.name];
      const declaration = property.valueDeclaration;
      if (declaration === undefined) throw new Error(`${own.join('.')} is not declared`);
      found.set(own.join('.'), {
        isOptional: (property.flags & ts.SymbolFlags.Optional) !== 0,
        documented: documentedDefault(property, checker),
      });
      const whole = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, declaration));
      const inner =
        property.name === 'jwks' ? (checker.getTypeArguments(whole as ts.TypeReference)[0] ?? whole) : whole;
      if (depth > 0 && WITH_MEMBERS.has(property.name)) add(inner, own, depth - 1);
    }
  };
  const file = program.getSourceFile(INTERFACE);
  const symbol = file && checker.getSymbolAtLocation(file);
  const props = symbol && checker.getExportsOfModule(symbol).find(({ name }) => name === 'OidcWebAppProps');
  if (props === undefined) throw new Error('there is no OidcWebAppProps');
  add(checker.getDeclaredTypeOfSymbol(props), [], 1);
  return found;
}

const WITH_MEMBERS = new Set<string>(APP_PROP_ROWS.flatMap(([name, { members }]) => (members ? [name] : [])));

/** `'ROTATE'`, `30` or `['REDIRECT']`; words stand behind a dash. */
function documentedDefault(property: ts.Symbol, checker: ts.TypeChecker): unknown {
  const tag = property.getJsDocTags(checker).find(({ name }) => name === 'default');
  const text = ts.displayPartsToString(tag?.text).trim();
  if (text === '' || text.startsWith('-') || text.startsWith('ClientSecret')) return undefined;
  return JSON.parse(text.replaceAll("'", '"'));
}

describe('the table and the interface of the props', () => {
  const inCode = declared();
  const rows = propsAndMembers().map(({ path, prop }) => ({ name: path.join('.'), prop }));

  it('have the same props and members', () => {
    expect([...inCode.keys()].sort()).toEqual(rows.map(({ name }) => name).sort());
    expect(rows.length).toBeGreaterThan(60);
  });

  it.each(rows)('agree whether $name may be left out, and on its default', ({ name, prop }) => {
    const { isOptional, documented } = inCode.get(name) ?? {};
    // Nothing in the table says what these are when they are left out: code does.
    const isFilledIn = ['clientSecret', 'responseTypes', 'preventDestroy'].includes(name);
    expect(isOptional).toBe(prop.optional === true || prop.default !== undefined || isFilledIn);
    // `{}` has the defaults of its members, and the leeway depends on the rotation: their comments say so in words.
    const inWords = ['visibility', 'refreshToken.leeway'].includes(name);
    expect(documented).toEqual(inWords ? undefined : prop.default);
  });
});

describe('the attributes of the table', () => {
  const rows = propsAndMembers().flatMap(({ attribute, prop }) =>
    attribute === undefined ? [] : [{ attribute, prop }],
  );
  const BLOCKS = ['jwks', 'groups_claim', 'network'];

  it('are those of the provider endpoint', () => {
    const unknown = rows.filter(({ attribute }) => !(attribute in APP_ATTRIBUTES) && !BLOCKS.includes(attribute));
    expect(unknown).toEqual([]);
  });

  it('are marked as newer where the bindings do not know them, and only there', () => {
    const known = Object.getOwnPropertyNames(AppOauth.prototype);
    for (const { attribute, prop } of rows) {
      const name = attribute.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      expect([attribute, known.includes(name)]).toEqual([attribute, prop.isNewer !== true]);
    }
  });

  it('are written with the defaults of the table when only the required props are given', () => {
    const attributes = attributesOf({});
    const expected = rows.flatMap(({ attribute, prop }) =>
      prop.default === undefined || !(attribute in attributes) ? [] : [{ attribute, prop }],
    );
    expect(expected.length).toBeGreaterThan(10);
    // Sign-in that starts at Okta is off without its object, which the default of its mode is for.
    for (const { attribute, prop } of expected.filter((its) => its.attribute !== 'login_mode')) {
      const value = prop.isNegated ? !prop.default : prop.default;
      const escaped = typeof value === 'string' ? value.replace('${', () => '$${') : value;
      expect([attribute, attributes[attribute]]).toEqual([attribute, escaped]);
    }
  });
});
