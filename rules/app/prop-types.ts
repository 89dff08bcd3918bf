import type { AppProps, AppSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';
import { symbolName } from '../../okta-apps/shared/shown';
import { isUnknown } from '../../okta-apps/shared/unknown';
import { isPlain } from '../../okta-apps/shared/values';

/** What a prop may hold. */
interface Shape {
  /** Follows "must be". */
  readonly is: string;
  fits(value: unknown): boolean;
  /** May be left out. */
  readonly optional?: boolean;
  /** Members, when it is an object. */
  readonly members?: Readonly<Record<string, Shape>>;
  /** Elements, when it is a list. */
  readonly element?: Shape;
  /** The value may be a secret or a private key, so only its kind is shown. */
  readonly hidden?: boolean;
}

const text: Shape = { is: 'a string', fits: (value) => typeof value === 'string' };
const truth: Shape = { is: 'true or false', fits: (value) => typeof value === 'boolean' };
const number: Shape = { is: 'a number', fits: (value) => typeof value === 'number' };
const texts: Shape = { is: 'a list of strings', fits: Array.isArray, element: text };
const hidden: Shape = { ...text, hidden: true };

const maybe = (shape: Shape): Shape => ({ ...shape, optional: true });
const object = (members: Readonly<Record<string, Shape>>): Shape => ({ is: 'an object', fits: isPlain, members });

const key: Shape = {
  ...object({
    kty: hidden,
    kid: hidden,
    use: maybe(hidden),
    alg: maybe(hidden),
    crv: maybe(hidden),
    e: maybe(hidden),
    n: maybe(hidden),
    x: maybe(hidden),
    y: maybe(hidden),
  }),
  hidden: true,
};

const SHAPES: { readonly [K in keyof AppProps]-?: Shape } = {
  label: text,
  redirectUris: texts,
  clientId: maybe(text),
  clientSecret: {
    is: 'made by ClientSecret.generatedByOkta or ClientSecret.fromVariable',
    fits: (value) => isPlain(value) && (isUnknown(value['kind']) || isSecretKind(value['kind'])),
    members: { name: { ...hidden, optional: true } },
    hidden: true,
  },
  grantTypes: texts,
  responseTypes: texts,
  refreshToken: maybe(object({ rotationType: text, leeway: number })),
  tokenEndpointAuthMethod: text,
  jwks: { is: 'a list of public keys', fits: Array.isArray, element: key, optional: true, hidden: true },
  jwksUri: maybe(text),
  pkceRequired: truth,
  postLogoutRedirectUris: maybe(texts),
  initiateLogin: maybe(object({ uri: text, mode: text, scopes: maybe(texts) })),
  wildcardRedirect: text,
  consentMethod: text,
  issuerMode: text,
  clientUri: maybe(text),
  logoUri: maybe(text),
  policyUri: maybe(text),
  tosUri: maybe(text),
  authenticationPolicy: maybe(text),
  userNameTemplate: text,
  visibility: object({ web: truth, ios: truth, autoSubmitToolbar: truth }),
  implicitAssignment: truth,
  notes: maybe(object({ admin: maybe(text), endUser: maybe(text) })),
  frontchannelLogout: maybe(object({ uri: text, sessionRequired: truth })),
  network: maybe(object({ connection: text, include: maybe(texts), exclude: maybe(texts) })),
  status: text,
  profile: { ...maybe(object({})), hidden: true },
  preventDestroy: truth,
  assignTo: maybe(object({ groups: texts })),
  groupsClaim: maybe(object({ name: text, filter: maybe(text), value: text })),
  baseUris: maybe(texts),
  baseUriScopes: maybe(texts),
};

/** True when every prop holds the kind of value that its type says: only then can the props become attributes. */
export function haveTheirTypes(props: AppProps): boolean {
  return ENTRIES.every(([prop, shape]) => isSound(props[prop], shape));
}

/** One message for what a cast or plain JavaScript brought past the compiler; the other rules skip such values. */
export const propTypeRules: readonly Rule<AppSubject>[] = [
  {
    id: 'props/type',
    severity: 'error',
    summary: 'Every prop holds the kind of value that its type says.',
    see: SOURCES.provider,
    *check({ props }) {
      for (const [prop, shape] of ENTRIES) {
        if (!isSound(props[prop], shape)) yield* misfits(prop, props[prop], shape);
      }
    },
  },
  {
    id: 'props/known',
    severity: 'warning',
    summary: 'Every prop is one that `OidcWebApp` has; any other does nothing.',
    see: SOURCES.provider,
    check: ({ props }) => strangers(props, SHAPES),
  },
];

/** Members that nothing reads, such as a misspelt one. Those of a key are for whoever made it, those of a profile for the team. */
function* strangers(
  value: Readonly<Record<string, unknown>>,
  shapes: Readonly<Record<string, Shape>>,
  path = '',
): Iterable<Violation> {
  for (const [name, member] of Object.entries(value)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined && member !== undefined) {
      yield {
        prop: `${path}${name}`,
        must: 'be a prop that OidcWebApp has',
        value: 'a value that nothing reads',
        todo: `remove it, or choose one of ${Object.keys(shapes).join(', ')}`,
      };
    }
    if (shape?.members && shape.hidden !== true && isPlain(member))
      yield* strangers(member, shape.members, `${path}${name}.`);
  }
}

const ENTRIES = Object.entries(SHAPES) as [keyof AppProps, Shape][];

/** The quick answer for what is right, as nearly everything is: no path is put together for it. Holes count as `undefined`. */
function isSound(value: unknown, shape: Shape): boolean {
  if (isUnknown(value) || (value === undefined && shape.optional === true)) return true;
  if (!shape.fits(value)) return false;
  const { element, members } = shape;
  if (element && Array.isArray(value)) return Array.from(value).every((its) => isSound(its, element));
  if (!members || !isPlain(value)) return true;
  for (const name in members) if (!isSound(value[name], members[name] ?? text)) return false;
  return true;
}

function* misfits(prop: string, value: unknown, shape: Shape): Iterable<Violation> {
  if (isUnknown(value) || (value === undefined && shape.optional === true)) return;
  if (!shape.fits(value)) {
    yield {
      prop,
      must: `be ${shape.is}`,
      value: shape.hidden === true ? kindOf(value) : value,
      todo: shape.optional === true ? 'write one, or leave it out' : 'write one',
    };
    return;
  }
  if (shape.element && Array.isArray(value)) {
    for (const [at, element] of value.entries()) yield* misfits(`${prop}[${at}]`, element, shape.element);
  }
  if (shape.members && isPlain(value)) {
    for (const [name, member] of Object.entries(shape.members)) yield* misfits(`${prop}.${name}`, value[name], member);
  }
}

function isSecretKind(kind: unknown): boolean {
  return kind === 'okta' || kind === 'variable';
}

/** What it is, where the value itself must not be shown. */
function kindOf(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return value;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'symbol') return symbolName(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
