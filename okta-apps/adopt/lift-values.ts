import { isDeepStrictEqual } from 'node:util';
import { APP_PROP_ROWS } from '../shared/app-props';
import { inner, isObject, list, type JsonObject } from '../shared/json';
import { sameTexts, type AdoptedProps } from './app-props';

/** How the code of the stack says what a prop is. */
export type PropCode =
  | { readonly as: 'value'; readonly value: unknown }
  /** Each origin of the environment, with each of the paths behind it. */
  | { readonly as: 'origins'; readonly paths: readonly string[] }
  /** The first origin of the environment, with a path behind it. */
  | { readonly as: 'first-origin'; readonly path: string }
  /** A name, a hyphen and the name of the environment. */
  | { readonly as: 'with-environment'; readonly name: string }
  /** A client secret from a variable of Terraform. */
  | { readonly as: 'secret'; readonly variable: string };

/** An app in one environment. */
export interface AppThere {
  readonly environment: string;
  readonly props: AdoptedProps;
  /** Okta's id of the app that is adopted; undefined for a new app. */
  readonly appId?: string;
  /** Trusted origins that are declared with it, as entries of `TrustedOrigins`. @default - none */
  readonly trustedOrigins?: readonly JsonObject[];
}

/** What `env/` says of the app in one environment. */
export interface AppEntry {
  readonly environment: string;
  readonly origins: readonly string[];
  readonly importFrom?: string;
  readonly trustedOrigins?: readonly JsonObject[];
  /** Props that are not those of the stack's code. */
  readonly props: JsonObject;
}

/** One declaration for several environments. */
export interface Lifted {
  readonly props: readonly (readonly [string, PropCode])[];
  readonly entries: readonly AppEntry[];
}

/** Props that the declaration must have, whatever environments say. */
const REQUIRED: readonly string[] = ['label', 'redirectUris'];
/** Lists whose order Okta keeps. */
const ORDERED: readonly string[] = ['redirectUris'];

/**
 * One declaration of an app, and what each environment says of it: where it is served from, and the props that are
 * not the same everywhere. The stack's code has what is the same.
 */
export function liftValues(apps: readonly AppThere[]): Lifted {
  const there = apps.map((app) => ({ ...app, origins: originsOf(app.props) }));
  const names = APP_PROP_ROWS.map(([name]) => name).filter((name) =>
    apps.some(({ props }) => props[name] !== undefined),
  );
  const code = names.map((name) => [name, there.map((app) => codeOf(name, app))] as const);
  const isSame = (codes: readonly (PropCode | undefined)[]): boolean =>
    codes.every((one) => isDeepStrictEqual(one, codes[0]) && !isOfOneOrg(one));
  const differing = code.filter(([, codes]) => !isSame(codes)).map(([name]) => name);
  return {
    props: code.flatMap(([name, codes]) => {
      const last = codes.at(-1);
      const isThere = last !== undefined && (isSame(codes) || REQUIRED.includes(name));
      return isThere ? [[name, last] as const] : [];
    }),
    entries: there.map((app, at) => ({
      environment: app.environment,
      origins: app.origins,
      ...(app.appId !== undefined && { importFrom: app.appId }),
      ...(app.trustedOrigins !== undefined && { trustedOrigins: app.trustedOrigins }),
      props: Object.fromEntries(
        code.flatMap(([name, codes]) => {
          const value = app.props[name];
          const isOwn = differing.includes(name) && value !== undefined;
          const isInStack = REQUIRED.includes(name) && isDeepStrictEqual(codes[at], codes.at(-1));
          return isOwn && !isInStack ? [[name, value]] : [];
        }),
      ),
    })),
  };
}

/** Network zones have ids, which belong to one org. */
function isOfOneOrg(code: PropCode | undefined): boolean {
  return code?.as === 'value' && inner(code.value, 'connection') === 'ZONE';
}

type There = AppThere & { readonly origins: readonly string[] };

function codeOf(name: string, { props, origins, environment }: There): PropCode | undefined {
  const value = props[name];
  if (value === undefined) return undefined;
  return (
    (name === 'clientId' ? withEnvironment(value, environment) : undefined) ??
    fromOrigins(value, origins, ORDERED.includes(name)) ?? { as: 'value', value }
  );
}

function withEnvironment(value: unknown, environment: string): PropCode | undefined {
  const end = `-${environment}`;
  if (typeof value !== 'string' || !value.endsWith(end) || value === end) return undefined;
  return { as: 'with-environment', name: value.slice(0, -end.length) };
}

function fromOrigins(value: unknown, origins: readonly string[], isOrdered: boolean): PropCode | undefined {
  const [first] = origins;
  if (first === undefined) return undefined;
  if (isObject(value) && typeof value['uri'] === 'string') return undefined;
  if (typeof value === 'string') {
    const uri = splitUri(value);
    return uri?.origin === first ? { as: 'first-origin', path: uri.path } : undefined;
  }
  const uris = list(value).map(splitUri);
  if (uris.length === 0 || uris.includes(undefined)) return undefined;
  const paths = uris.flatMap((uri) => (uri?.origin === first ? [uri.path] : []));
  const all = origins.flatMap((origin) => paths.map((path) => origin + path));
  const isAll = isOrdered ? isDeepStrictEqual(value, all) : sameTexts(value, all) && all.length === uris.length;
  return isAll ? { as: 'origins', paths } : undefined;
}

/** The origins that an app is served from, by its redirect URIs; one that a browser would write otherwise is none. */
function originsOf({ redirectUris }: AdoptedProps): readonly string[] {
  return [...new Set(list(redirectUris).flatMap((uri) => splitUri(uri)?.origin ?? []))];
}

function splitUri(uri: unknown): { readonly origin: string; readonly path: string } | undefined {
  const [, origin, path] = typeof uri === 'string' ? (/^(https?:\/\/[^/?#\\\s*@]+)(.*)$/s.exec(uri) ?? []) : [];
  if (origin === undefined || path === undefined || !URL.canParse(origin)) return undefined;
  return new URL(origin).origin === origin ? { origin, path } : undefined;
}
