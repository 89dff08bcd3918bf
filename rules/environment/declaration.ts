import type { EnvironmentSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { meaningsOf, meantBy, nameAdvice, propOf, type Meaning } from '../meant-name';
import { SOURCES } from '../sources';
import type { Text } from '../texts';
import { isEnvironmentName } from '../../okta-apps/shared/environment-name';
import { isObject, object } from '../../okta-apps/shared/json';
import { anyOf } from '../../okta-apps/shared/lists';
import { items } from '../../okta-apps/shared/values';
import { ENVIRONMENT_MEMBERS, OTHER_MEMBER_NAMES, type Member, type Members } from './members';

/** What an environment of `env/` must say before a stack can be built for it. */
export const buildableRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/name',
    severity: 'error',
    title: 'The name of an environment is not letters, digits and `-`.',
    impact: 'it becomes part of the names of stacks, states and CI environments, which would be broken or ambiguous',
    fix: 'choose a name such as "qa" or "prod-eu"',
    see: SOURCES.environments,
    *check({ declaration }) {
      const { name } = object(declaration);
      if (typeof name !== 'string' || isEnvironmentName(name)) return;
      yield {
        prop: 'name',
        must: 'be letters, digits and -, begin and end with a letter or digit, and have at most 63 characters',
        value: name,
      };
    },
  },
  {
    id: 'environment/complete',
    severity: 'error',
    title: 'A member that every environment has is missing, or has the wrong type.',
    impact: 'no stack of the environment can be built, so nothing is written',
    fix: 'write it as the type `Environment` says',
    see: SOURCES.environments,
    *check({ declaration }) {
      if (declaration === undefined) return;
      for (const { isMisspelled, ...violation } of missing(declaration, ENVIRONMENT_MEMBERS, [])) {
        if (!isMisspelled) yield violation;
      }
    },
  },
];

/** What nothing reads of an environment. */
export const memberNameRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/known',
    severity: 'error',
    title: 'A member of an environment is not one that `Environment` has.',
    impact: 'nothing reads it, so the environment does not get the setting that was meant',
    fix: 'remove it, or correct its name',
    see: SOURCES.environments,
    *check({ declaration }) {
      for (const { path, siblings } of strangers(declaration, ENVIRONMENT_MEMBERS, [])) {
        yield {
          prop: propOf(path),
          must: 'be a member that Environment has',
          value: 'a value that nothing reads',
          fix: advice(path, siblings),
        };
      }
    },
  },
];

/** True when stacks can be built for the environment: only then do other rules have something to look at. */
export function isBuildable(declaration: unknown): boolean {
  const { name } = object(declaration);
  return (
    typeof name === 'string' && isEnvironmentName(name) && missing(declaration, ENVIRONMENT_MEMBERS, []).length === 0
  );
}

interface Stranger {
  readonly path: readonly string[];
  readonly siblings: Members;
}

/** Members that nothing reads, at any depth that has a table. */
function strangers(value: unknown, members: Members, path: readonly string[]): readonly Stranger[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, its]): readonly Stranger[] => {
    if (its === undefined) return [];
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    const at = [...path, name];
    if (member === undefined) return [{ path: at, siblings: members }];
    const own = membersOf(member, its);
    const { elements, values } = member;
    if (own !== undefined) return strangers(its, own, at);
    if (values !== undefined) return strangers(its, valuesAs(values, its), at);
    if (elements === undefined) return [];
    return items(its).flatMap((element, index) => strangers(element, elements, [...at, `[${index}]`]));
  });
}

/** A table for an object whose keys are names of the project's own. */
function valuesAs(member: Member, value: unknown): Members {
  return Object.fromEntries(Object.keys(object(value)).map((name) => [name, member]));
}

function membersOf({ members, byType }: Member, value: unknown): Members | undefined {
  const { type } = object(value);
  return members ?? (byType && typeof type === 'string' && Object.hasOwn(byType, type) ? byType[type] : undefined);
}

function advice(path: readonly string[], siblings: Members): string | Text {
  return nameAdvice(meaning(path, siblings), path.length === 1 ? 'Environment' : Object.keys(siblings));
}

function meaning(path: readonly string[], members: Members): Meaning | undefined {
  const holder = path.slice(0, -1);
  const meant = meantBy(path.at(-1) ?? '', { holder, siblings: Object.keys(members) }, BY_NAME);
  const [name = '', ...rest] = meant?.path ?? [];
  if (rest.length > 0) return meant;
  if (Object.hasOwn(members, name)) return { path: [...holder, name] };
  // A member of another kind of object, such as the variable of a token for a sink.
  return Object.hasOwn(ENVIRONMENT_MEMBERS, name) ? meant : undefined;
}

interface Missing extends Violation {
  /** A member beside it was meant to be it, which is told there. */
  readonly isMisspelled?: boolean;
}

/** What is required and not there, or of another kind. */
function missing(value: unknown, members: Members, path: readonly string[]): readonly Missing[] {
  const holder = object(value);
  const wrong = Object.keys(holder).filter((name) => !Object.hasOwn(members, name));
  const meant = wrong.map((name) => meaning([...path, name], members)?.path.join('.'));
  return Object.entries(members).flatMap(([name, member]): readonly Missing[] => {
    const its = holder[name];
    const prop = [...path, name].join('.');
    const { kind = 'any', isRequired, byType } = member;
    if (its === undefined && isRequired !== true) return [];
    if (!isOf(kind, its)) {
      const isMisspelled = its === undefined && meant.includes(prop);
      return [
        { prop, must: `be ${KINDS[kind]}`, value: isObject(its) ? 'an object' : its, fix: 'write one', isMisspelled },
      ];
    }
    const own = membersOf(member, its) ?? (member.values && valuesAs(member.values, its));
    if (own !== undefined) return missing(its, own, [...path, name]);
    if (byType === undefined) return [];
    const must = `be ${anyOf(Object.keys(byType))}`;
    return [{ prop: `${prop}.type`, must, value: object(its)['type'], fix: 'write one of them' }];
  });
}

const KINDS = { text: 'a string', truth: 'true or false', object: 'an object', list: 'a list', any: 'a value' };

function isOf(kind: keyof typeof KINDS, value: unknown): boolean {
  if (kind === 'any') return true;
  if (kind === 'list') return Array.isArray(value);
  if (kind === 'object') return isObject(value);
  return typeof value === (kind === 'text' ? 'string' : 'boolean');
}

/** Members anywhere by name, where there is one of that name only, and what people are used to. */
const BY_NAME = meaningsOf(namesIn(ENVIRONMENT_MEMBERS, []), OTHER_MEMBER_NAMES);

function namesIn(members: Members, path: readonly string[]): (readonly [string, Meaning])[] {
  return Object.entries(members).flatMap(([name, { members: own }]) => [
    [name, { path: [...path, name] }] as const,
    ...(own === undefined ? [] : namesIn(own, [...path, name])),
  ]);
}
