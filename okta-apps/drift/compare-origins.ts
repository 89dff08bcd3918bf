import type { ListedOrigin } from '../okta/existing';
import { TRUSTED_ORIGIN } from '../resources/trusted-origin';
import { wordsOf } from '../resources/attribute-of';
import { sameMeaning } from '../resources/same-meaning';
import { isIgnored, type DeclaredObject } from './declared';
import { idIn, type StateIds } from './match-apps';
import type { FieldDrift, NotCompared, OriginDrift } from './report';

/** What differs between the declared trusted origins and those of the org. */
export interface OriginsComparison {
  readonly origins: readonly OriginDrift[];
  readonly notCompared: readonly NotCompared[];
}

const ATTRIBUTES = ['origin', 'name', 'scopes', 'active', 'status'] as const;

/** Finds each declared origin by the id in the state, else by the origin itself; all others are extra. */
export function compareOrigins(
  declared: readonly DeclaredObject[],
  listed: readonly ListedOrigin[],
  stateOf: (stack: string) => StateIds,
): OriginsComparison {
  const notCompared: NotCompared[] = [];
  const found = new Set<string>();
  const origins = declared.flatMap((one): readonly OriginDrift[] => {
    const state = stateOf(one.stack.name);
    const known = idIn(state, one.address);
    const written = typeof one.values['origin'] === 'string' ? one.values['origin'] : undefined;
    const id = known ?? one.importFrom;
    const origin =
      listed.find((each) => each.id === id) ??
      (known === undefined ? listed.find((each) => each.origin === written) : undefined);
    const head = { origin: written ?? origin?.origin ?? one.address, declaredAs: one.path };
    if (origin === undefined) {
      const isUnclear = 'why' in state && id === undefined;
      const answer = id !== undefined ? 'gone' : isUnclear ? 'unclear' : 'not-applied';
      return [{ ...head, answer, ...(id !== undefined && { id }), fields: [] }];
    }
    found.add(origin.id);
    notCompared.push(...notComparedOf(one));
    const fields = fieldsOf(one, origin);
    const { id: its, lastUpdated } = origin;
    return fields.length === 0 ? [] : [{ ...head, answer: 'changed', id: its, lastUpdated, fields }];
  });
  const extra = listed
    .filter(({ id }) => !found.has(id))
    .map(({ origin, id, lastUpdated }): OriginDrift => ({ origin, answer: 'extra', id, lastUpdated, fields: [] }));
  return { origins: [...origins, ...extra], notCompared };
}

function notComparedOf(declared: DeclaredObject): readonly NotCompared[] {
  return ATTRIBUTES.flatMap((field): readonly NotCompared[] => {
    const where = declared.path;
    if (declared.unknown.includes(field)) return [{ where, field, why: 'only Terraform knows it' }];
    return isIgnored(declared, field) ? [{ where, field, why: 'ignore_changes' }] : [];
  });
}

function fieldsOf(declared: DeclaredObject, origin: ListedOrigin): readonly FieldDrift[] {
  const { values, unknown } = declared;
  const active = origin.status === 'ACTIVE';
  const actual: Readonly<Record<string, unknown>> = {
    ...origin,
    // One of both says whether it is active, by the version of the provider.
    ...(Object.hasOwn(values, 'status') ? {} : { active, status: undefined }),
  };
  const wanted = Object.hasOwn(values, 'status') || unknown.includes('active') ? values : { active: true, ...values };
  return ATTRIBUTES.filter((name) => !unknown.includes(name) && !isIgnored(declared, name))
    .filter((name) => !sameMeaning(TRUSTED_ORIGIN, name, wanted[name], actual[name]))
    .map((name) => ({
      field: name,
      words: wordsOf(TRUSTED_ORIGIN, name),
      declared: wanted[name],
      actual: actual[name],
      inTerraform: true,
    }));
}
