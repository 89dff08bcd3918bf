import type { AppProps, AppSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';
import { APP_PROPS, type Prop } from '../../okta-apps/shared/app-props';
import { symbolName } from '../../okta-apps/shared/visible-text';
import { isUnknown } from '../../okta-apps/shared/unknown';
import { isObject } from '../../okta-apps/shared/json';

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
const hidden: Shape = { ...text, hidden: true };
const texts: Shape = { is: 'a list of strings', fits: Array.isArray, element: text };

/** What a prop of each type of the table may hold. */
const BY_TYPE: Readonly<Record<Prop['type'], Shape>> = {
  text,
  truth: { is: 'true or false', fits: (value) => typeof value === 'boolean' },
  number: { is: 'a number', fits: (value) => typeof value === 'number' },
  list: texts,
  set: texts,
  object: { is: 'an object', fits: isObject },
  json: { is: 'an object', fits: isObject, hidden: true },
  keys: { is: 'a list of public keys', fits: Array.isArray, hidden: true },
  secret: {
    is: 'made by ClientSecret.generatedByOkta, fromVariable, fromJsonVariable or fromEphemeral',
    fits: (value) => isObject(value) && (isUnknown(value['kind']) || isSecretKind(value['kind'])),
    members: Object.fromEntries(
      ['name', 'key', 'type', 'attribute'].map((name) => [name, { ...hidden, optional: true }]),
    ),
    hidden: true,
  },
};

const SHAPES = shapesOf(APP_PROPS);

/** True when every prop holds the kind of value that its type says: only then can the props become attributes. */
export function haveTheirTypes(props: AppProps): boolean {
  return ENTRIES.every(([prop, shape]) => isSound(props[prop], shape));
}

/** True when the value is what the prop of this name may hold. */
export function fitsProp(name: string, value: unknown): boolean {
  const shape = SHAPES[name];
  return shape !== undefined && isSound(value, shape);
}

function shapesOf(props: Readonly<Record<string, Prop>>): Readonly<Record<string, Shape>> {
  return Object.fromEntries(Object.entries(props).map(([name, prop]) => [name, shapeOf(prop)]));
}

function shapeOf({ type, optional, members }: Prop): Shape {
  const shape = { ...BY_TYPE[type], ...(optional && { optional }) };
  if (members === undefined) return shape;
  const own = shapesOf(members);
  return type === 'keys' ? { ...shape, element: keyShape(own) } : { ...shape, members: own };
}

/** Anything in a key may be its private part. */
function keyShape(members: Readonly<Record<string, Shape>>): Shape {
  const own = Object.entries(members).map(([name, member]): [string, Shape] => [name, { ...member, hidden: true }]);
  return { ...BY_TYPE.object, members: Object.fromEntries(own), hidden: true };
}

/** One message for what a cast or plain JavaScript brought past the compiler; the other rules skip such values. */
export const propTypeRules: readonly Rule<AppSubject>[] = [
  {
    id: 'props/type',
    severity: 'error',
    title: 'A prop has a value of the wrong type.',
    impact: 'the app cannot be built from it, so nothing is written',
    fix: 'write a value of this type',
    see: SOURCES.provider,
    *check({ props }) {
      for (const [prop, shape] of ENTRIES) {
        if (!isSound(props[prop], shape)) yield* misfits(prop, props[prop], shape);
      }
    },
  },
];

const ENTRIES = Object.entries(SHAPES) as [keyof AppProps, Shape][];

/** The quick answer for what is right, as nearly everything is: no path is put together for it. Holes count as `undefined`. */
function isSound(value: unknown, shape: Shape): boolean {
  if (isUnknown(value) || (value === undefined && shape.optional === true)) return true;
  if (!shape.fits(value)) return false;
  const { element, members } = shape;
  if (element && Array.isArray(value)) return Array.from(value).every((its) => isSound(its, element));
  if (!members || !isObject(value)) return true;
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
      fix: shape.optional === true ? 'write one, or leave it out' : 'write one',
    };
    return;
  }
  if (shape.element && Array.isArray(value)) {
    for (const [at, element] of value.entries()) yield* misfits(`${prop}[${at}]`, element, shape.element);
  }
  if (shape.members && isObject(value)) {
    for (const [name, member] of Object.entries(shape.members)) yield* misfits(`${prop}.${name}`, value[name], member);
  }
}

function isSecretKind(kind: unknown): boolean {
  return kind === 'okta' || kind === 'variable' || kind === 'ephemeral';
}

/** What it is, where the value itself must not be shown. */
function kindOf(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return value;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'symbol') return symbolName(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
