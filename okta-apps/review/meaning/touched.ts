import { AFTER_APPLY } from '../../plan/markers';
import type { ChangeKind, PlannedChange, Values } from '../../plan/plan';
import { isUnset, keyOf } from '../../plan/value-key';
import { attributeOf, isAttributeKnown } from '../../resources/attribute-of';
import type { Decides, Reach } from '../../resources/reach';
import { isApp, type ResourceType } from '../../resources/resource-type';
import { field } from '../../shared/json';
import { isOnlyOwnership } from './ownership-changes';
import type { AccessChange } from './access-changes';

/** What happens to a resource, as a word of a sentence. */
type Verb = 'created' | 'changed' | 'replaced' | 'deleted';

/** Something of a change that a finding is about, because no rule reads what its values mean. */
export interface Touched {
  readonly verb: Verb;
  /** Undefined where the catalogue knows nothing of it. */
  readonly decides: Decides | undefined;
  /** Names of the attributes that differ; empty where it is about the resource as a whole. */
  readonly attributes: readonly string[];
}

/** What is looked at of a change. */
export interface TouchedInput {
  readonly type: ResourceType;
  readonly change: PlannedChange;
  readonly after: Values;
  readonly changed: readonly string[];
  readonly accessChanges: readonly AccessChange[];
}

const VERBS: Readonly<Partial<Record<ChangeKind, Verb>>> = {
  create: 'created',
  update: 'changed',
  replace: 'replaced',
  delete: 'deleted',
};

/**
 * What of a change is a finding by default: the resource as a whole, or its attributes one by one where the catalogue
 * lists all of them. Nothing where rules of their own read it, and where it means nothing.
 */
export function touchedBy(input: TouchedInput): readonly Touched[] {
  const { type, change } = input;
  const verb = VERBS[change.kind];
  if (verb === undefined || change.deposed !== undefined || type.harmless !== undefined) return [];
  const isGone = verb === 'deleted' || verb === 'replaced';
  if (type.eachAttribute !== true) {
    if (isGone && type.removalBreaks !== undefined) return [];
    const attributes = verb === 'changed' ? setByCode(input) : [];
    return verb === 'changed' && attributes.length === 0 ? [] : [{ verb, decides: type.decides, attributes }];
  }
  const spokenFor =
    (verb === 'created' && type.creationReviewed === true) ||
    (isGone && (isApp(type) || type.removalReviewed === true)) ||
    verb === 'changed';
  return [
    ...(spokenFor ? [] : [{ verb, decides: type.decides, attributes: [] }]),
    ...(verb === 'deleted' ? [] : byReach(verb, type, attributesOf(input, verb))),
  ];
}

/** Attributes that differ and that the code sets: the provider computes the others from them. */
function setByCode({ type, changed }: TouchedInput): readonly string[] {
  return changed.filter((name) => attributeOf(type, name).computed !== true);
}

function attributesOf(input: TouchedInput, verb: Verb): readonly string[] {
  const { type, accessChanges, change, after } = input;
  const read = new Set(accessChanges.map(({ attribute }) => attribute));
  const names = verb === 'created' ? chosen(input) : setByCode(input);
  return names.filter((name) => {
    if (!isAttributeKnown(type, name)) return true;
    const { decides, saidBy, onlyWhenChanged, ownership } = attributeOf(type, name);
    if (ownership === true && isOnlyOwnership(field(change.before ?? {}, name), field(after, name))) return false;
    if (decides === undefined || read.has(name) || (saidBy !== undefined && read.has(saidBy))) return false;
    // The whole of a new resource is shown, and has its own findings. That of an app says where users are sent.
    if (verb === 'created' && type.kind === 'app' && decides.reach === 'what-tokens-say') return false;
    return verb !== 'created' || (onlyWhenChanged !== true && decides.reach !== 'display');
  });
}

/** What a new resource has that is neither unset nor the usual. */
function chosen({ type, after }: TouchedInput): readonly string[] {
  const usual = type.usual?.(after) ?? {};
  return Object.keys(after).filter((name) => {
    const value = field(after, name);
    const { default: byDefault, unsetReadsAs, identifies } = attributeOf(type, name);
    if (isUnset(value) || value === AFTER_APPLY || identifies === true) return false;
    return ![byDefault, unsetReadsAs, field(usual, name)].some((each) => keyOf(each) === keyOf(value));
  });
}

/** One entry for each reach, and one for what is not known. */
function byReach(verb: Verb, type: ResourceType, names: readonly string[]): readonly Touched[] {
  const groups = new Map<Reach | undefined, { decides: Decides | undefined; attributes: string[] }>();
  for (const name of names) {
    const { decides } = attributeOf(type, name);
    const group = groups.get(decides?.reach);
    if (group === undefined) groups.set(decides?.reach, { decides, attributes: [name] });
    else group.attributes.push(name);
  }
  return [...groups.values()].map((group) => ({ verb, ...group }));
}
