import { isDeepStrictEqual } from 'node:util';
import { field, isList, isObject, object, type JsonObject } from '../../shared/json';
import type { DatedCommit } from '../../shared/settings-history';

/** `other-target`: another org, credential or environment; `sideways`: neither stricter nor looser, or not comparable. */
export type Direction = 'other-target' | 'looser' | 'sideways' | 'tighter';

/** One step of a setting from the base to the change, in words. */
export interface Step {
  readonly direction: Direction;
  /** What of the setting, where it has parts: `app/deleted` of the severities. */
  readonly part?: string;
  readonly from: string;
  readonly to: string;
}

/** One step of one setting, of all environments that make it. */
export interface SettingChange {
  /** Path in the manifest, such as `rules.waivers`. */
  readonly setting: string;
  readonly direction: Direction;
  /** Where only one environment has it. */
  readonly environment?: string;
  /** What a waiver names, of one that a waiver can accept: `org.name: acme → other`. */
  readonly address?: string;
  /** `prod: 1 → 0` */
  readonly step: string;
}

/** A step of a setting that was loosened earlier, and that no one restored. */
export interface LoosenedBefore extends Pick<SettingChange, 'setting' | 'step'> {
  /** One of these did it, newest first; mostly there is one. */
  readonly by: readonly DatedCommit[];
}

/** What else a comparison may ask. */
export interface SettingContext {
  /** The environment is production at the base or in the change. */
  readonly production: boolean;
}

/** Compares one setting; undefined is a setting that is not given. Nothing for equal ones. */
export type Setting<T> = (before: T | undefined, after: T | undefined, context: SettingContext) => readonly Step[];

const NONE = 'none';

/** What is no setting: the identity of the stack, or what is evaluated where it is used. */
export const noSetting: Setting<unknown> = () => [];

/** Where a stack writes to, and who writes: never another one by the way. */
export const target: Setting<string | boolean> = (before, after) =>
  before === after ? [] : [step('other-target', before, after)];

/** A number: more of it is looser, or tighter. Without a number there is `otherwise`. */
export function amount(more: 'looser' | 'tighter', otherwise: number | undefined): Setting<number> {
  return (before, after) => {
    const [from, to] = [before ?? otherwise, after ?? otherwise];
    if (from === to) return [];
    if (from === undefined || to === undefined) return [step('sideways', before, after)];
    return [step(to > from === (more === 'looser') ? 'looser' : 'tighter', before, after)];
  };
}

/** The step between two values that differ in one direction. */
function step(direction: Direction, from: unknown, to: unknown, part?: string): Step {
  return { direction, ...(part !== undefined && { part }), from: words(from), to: words(to) };
}

function words(value: unknown): string {
  if (value === undefined) return NONE;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A limit: none is the loosest. */
export const limit: Setting<number> = (before, after) =>
  amount('looser', Number.POSITIVE_INFINITY)(before, after, { production: true });

/** A switch whose `true` is the tighter side; not given is `false`. */
export const protection: Setting<boolean> = (before = false, after = false) =>
  before === after ? [] : [step(after ? 'tighter' : 'looser', before, after)];

/** A list of what is allowed: each addition is looser, each removal tighter. */
export const allowed: Setting<readonly string[]> = (before = [], after = []) => [
  ...[...new Set(after)].filter((one) => !before.includes(one)).map((one) => step('looser', undefined, one)),
  ...[...new Set(before)].filter((one) => !after.includes(one)).map((one) => step('tighter', one, undefined)),
];

/** A list without which everyone may: the list itself is tighter, and so is each removal from it. */
export const onlyThese: Setting<readonly string[]> = (before, after, context) => {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [step('tighter', 'everyone', after)];
  if (after === undefined) return [step('looser', before, 'everyone')];
  return allowed(before, after, context);
};

/** Values by name, each compared by itself; the name is the part of the step. */
export function byName<T>(one: (name: string) => Setting<T>): Setting<Readonly<Partial<Record<string, T>>>> {
  return (before, after, context) => {
    const [from, to] = [object(before), object(after)];
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    // What they hold was not read by a schema; a comparison takes anything.
    const value = (of: JsonObject, name: string) => field(of, name) as T | undefined;
    return names.flatMap((name) =>
      one(name)(value(from, name), value(to, name), context).map((each) => ({
        ...each,
        part: each.part === undefined ? name : `${name} ${each.part}`,
      })),
    );
  };
}

/** The same of a list whose members have a name. */
export function listByName<T>(nameOf: (member: T) => string, one: Setting<T>): Setting<readonly T[]> {
  const record = (list: unknown) =>
    Object.fromEntries((isList(list) ? (list as readonly T[]) : []).filter(isObject).map((one) => [nameOf(one), one]));
  return (before, after, context) => byName<T>(() => one)(record(before), record(after), context);
}

/** One of a ladder of values, strictest first; `usual` is what holds where none is given. */
export function rung(ladder: readonly string[], usual: string | undefined): Setting<string> {
  return (before, after) => {
    const [from, to] = [before, after].map((value) => ladder.indexOf(value ?? usual ?? ''));
    if (from === to && before === after) return [];
    if (from === undefined || to === undefined || from < 0 || to < 0) return [step('sideways', before, after)];
    if (from === to) return [];
    const shown = (value: string | undefined) => value ?? (usual === undefined ? undefined : `${usual} (usual)`);
    return [step(to > from ? 'looser' : 'tighter', shown(before), shown(after))];
  };
}

/** What has no stricter side: any other value may be a looser one. */
export const anyOther: Setting<unknown> = (before, after) =>
  isDeepStrictEqual(before, after) ? [] : [step('looser', before, after)];

/** Something that loosens as soon as it exists; what `partsOf` says of it is compared in addition. */
export function grant<T>(textOf: (grant: T) => string, partsOf: Setting<T>): Setting<T> {
  return (before, after, context) => {
    if (before === undefined && after === undefined) return [];
    if (before === undefined) return [step('looser', undefined, textOf(after as T))];
    if (after === undefined) return [step('tighter', textOf(before), undefined)];
    if (isDeepStrictEqual(before, after)) return [];
    const parts = partsOf(before, after, context);
    return parts.length > 0 ? parts : [step('sideways', textOf(before), textOf(after))];
  };
}
