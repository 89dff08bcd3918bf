import { createHash } from 'node:crypto';
import type { Seed } from '../local/org/seed';
import type { JsonObject } from '../shared/json';
import { literalText, namedBlocks } from '../document/named-blocks';
import { mapStrings } from '../project/document';
import { PLACEHOLDER_PREFIX } from '../project/initial-secrets';
import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { variableValues } from './placeholders';

const PLACEHOLDER = new RegExp(`\\b${PLACEHOLDER_PREFIX}[0-9a-f]{32}\\b`, 'g');

/**
 * What an org must hold so that the documents find what they look up: groups and access policies, by name and by id.
 * A group or policy of another stack, or of a type that is not rehearsed, is there under the id of its placeholder.
 */
export function seedFor(documents: readonly JsonObject[], { types }: Catalogue = CATALOGUE): Seed {
  const unknown = placeholders(documents);
  const all = (kind: 'groups' | 'policies') =>
    types
      .filter(({ dataSource }) => dataSource?.seeds === kind)
      .flatMap(({ name, idPrefix: prefix = '' }) =>
        things(prefix, asked(documents, name, 'name'), [
          ...ids(documents, new RegExp(`\\b${prefix}[A-Za-z0-9]{17}\\b`, 'g')),
          ...unknown,
        ]),
      );
  return { groups: all('groups'), policies: all('policies') };
}

/** The seed with these groups, too. */
export function withGroups({ groups = [], ...rest }: Seed, more: NonNullable<Seed['groups']>): Seed {
  return { ...rest, groups: [...groups, ...more.filter(({ name }) => groups.every((group) => group.name !== name))] };
}

/** An id as Okta makes them, the same for the same name on every machine: plans list things in the order of ids. */
function idFor(prefix: string, name: string): string {
  return prefix + createHash('sha256').update(name).digest('hex').slice(0, 17);
}

/** What data sources of a type ask for by an attribute. Names with references are known to Terraform only. */
function asked(documents: readonly JsonObject[], type: string, attribute: string): readonly string[] {
  return documents.flatMap((document) =>
    namedBlocks(document, 'data', type).flatMap(([, block]) => literalText(block, attribute) ?? []),
  );
}

function ids(documents: readonly JsonObject[], pattern: RegExp): readonly string[] {
  const found = new Set<string>();
  mapStrings(documents, (text) => {
    for (const [id] of text.matchAll(pattern)) found.add(id);
    return text;
  });
  return [...found];
}

/** A thing for each name and for each id; an id without a name is its own name. */
function things(prefix: string, names: readonly string[], literal: readonly string[]): { id: string; name: string }[] {
  const byName = [...new Set(names)].map((name) => ({ id: idFor(prefix, name), name }));
  return [...byName, ...literal.map((id) => ({ id, name: id }))];
}

/** Placeholders for what only the real plan knows. Any of them may take the place of an object's id. */
function placeholders(documents: readonly JsonObject[]): readonly string[] {
  const values = documents.flatMap((document) => Object.values(variableValues(document)));
  return ids([...documents, { values }], PLACEHOLDER);
}
