import type { AppProps, AppSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';
import { APP_PROPS, propsAndMembers, type Prop, type PropAt } from '../../okta-apps/shared/app-props';
import { isObject } from '../../okta-apps/shared/json';
import { UNKNOWN } from '../../okta-apps/shared/unknown';
import { meaningsOf, meantBy, nameAdvice, plainName, propOf, type Meaning } from '../meant-name';
import type { Text } from '../texts';
import { NOT_NEEDED, OTHER_NAMES } from './other-names';
import { fitsProp } from './prop-types';

type Members = Readonly<Record<string, Prop>>;

const TOP: Members = APP_PROPS;

/** Props that the compiler would refuse, which reach the rules by a cast, a spread or from JavaScript. */
export const propNameRules: readonly Rule<AppSubject>[] = [
  {
    id: 'props/known',
    severity: 'error',
    title: 'A prop is not one that `OidcWebApp` has.',
    impact: 'nothing reads it, so the app does not get the setting that was meant',
    fix: 'remove it, or correct its name',
    see: SOURCES.provider,
    *check({ props }) {
      for (const { path, holder } of strangers(props)) yield violation(path, holder);
    },
  },
];

/**
 * The app with what its strangers were meant to be, beside them: so a wrong name is one problem, without what follows
 * from the prop that is missing. What has another form under its right name is unknown to the rules.
 */
export function asMeant(app: AppSubject): AppSubject {
  const found = strangers(app.props);
  if (found.length === 0) return app;
  const props: Record<string, unknown> = { ...app.props };
  for (const { path, holder, value } of found) {
    const meant = meaning(path.at(-1) ?? '', holder)?.path;
    if (meant === undefined) continue;
    const [name = '', member] = meant;
    const isGiven = props[name] !== undefined && TOP[name]?.default === undefined && member === undefined;
    if (isGiven) continue;
    if (member === undefined) props[name] = path.length === 1 && fitsProp(name, value) ? value : UNKNOWN;
    else if (path.length === 1 || !isObject(props[name])) props[name] = UNKNOWN;
    else props[name] = { ...props[name], [member]: UNKNOWN };
    // Its default depends on the grants.
    if (name === 'grantTypes') props['responseTypes'] = UNKNOWN;
  }
  return { ...app, props: props as AppProps };
}

interface Stranger {
  /** The names that lead to it. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** The prop that holds it; undefined for one of the app itself. */
  readonly holder: string | undefined;
}

/** Members that nothing reads, such as a misspelt one. Those of a key belong to its maker, those of a profile to the team. */
function strangers(props: AppProps): readonly Stranger[] {
  const found: Stranger[] = [];
  for (const [name, value] of Object.entries<unknown>(props)) {
    if (!Object.hasOwn(TOP, name)) {
      if (value !== undefined) found.push({ path: [name], value, holder: undefined });
      continue;
    }
    const { type, members } = TOP[name] ?? {};
    if (type !== 'object' || members === undefined || !isObject(value)) continue;
    for (const [member, its] of Object.entries(value)) {
      if (its === undefined || Object.hasOwn(members, member)) continue;
      found.push({ path: [name, member], value: its, holder: name });
    }
  }
  return found;
}

function violation(path: readonly string[], holder: string | undefined): Violation {
  return {
    prop: propOf(path),
    must: 'be a prop that OidcWebApp has',
    value: 'a value that nothing reads',
    fix: advice(path.at(-1) ?? '', holder),
  };
}

function advice(name: string, holder: string | undefined): string | Text {
  const reason = holder === undefined ? REASONS.get(plainName(name)) : undefined;
  const known = holder === undefined ? 'OidcWebAppProps' : Object.keys(membersOf(holder));
  return reason ?? nameAdvice(meaning(name, holder), known);
}

/** The prop that a name was probably meant to be: first in the object that holds it, then anywhere. */
function meaning(name: string, holder: string | undefined): Meaning | undefined {
  if (holder !== undefined)
    return meantBy(name, { holder: [holder], siblings: Object.keys(membersOf(holder)) }, BY_NAME);
  if (REASONS.has(plainName(name))) return undefined;
  return meantBy(name, { holder: [], siblings: Object.keys(TOP) }, BY_NAME);
}

function membersOf(holder: string): Members {
  return TOP[holder]?.members ?? {};
}

/** Why a prop is not needed, by its name. */
const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries(NOT_NEEDED).map(([name, reason]) => [plainName(name), reason]),
);

/** Every other name: of Terraform, of Okta's API, of members, and those that people are used to. */
const BY_NAME = meaningsOf(propsAndMembers().flatMap(namesOf), OTHER_NAMES);

function namesOf({ path, prop, attribute }: PropAt): (readonly [string, Meaning])[] {
  const meant = { path, ...(prop.isNegated && { isNegated: true }) };
  const names = [attribute, prop.oktaName, path.length === 2 ? path[1] : undefined];
  return names.flatMap((name) => (name === undefined ? [] : [[name, meant] as const]));
}
