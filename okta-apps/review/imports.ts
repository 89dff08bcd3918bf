import type { Values } from '../plan/plan';
import type { Catalogue } from '../resources/catalogue';
import { isApp } from '../resources/resource-type';
import { field, isObject, object, textField, itemsOf, type JsonObject } from '../shared/json';
import type { ImportSubject } from './change-rules/import-rules';
import { readCode } from './code';
import { blockOf } from './meaning/block-of';
import type { StackInput } from './review-input';

/** What an environment has already. */
interface Holding {
  readonly stack: string;
  readonly address: string;
  /** `has the label "Shop"` */
  readonly why: string;
}

type Holdings = ReadonlyMap<string, readonly Holding[]>;

/**
 * Everything that a change imports: the import blocks of its documents that their bases do not have, and what Terraform
 * says it imports. A rehearsal cannot show every import, so the plan alone would not do.
 */
export function importsOf(stacks: readonly StackInput[], { typeOf }: Catalogue): readonly ImportSubject[] {
  const holdings = holdingsOf(stacks);
  return stacks.flatMap((input) => {
    const { stack, environment, production, plan, synthesized } = input;
    const before = new Set(importBlocks(synthesized?.before).map((block) => JSON.stringify(block)));
    const written = new Map(importBlocks(synthesized?.after).map((block) => [addressOf(block), block]));
    const changes = new Map((plan?.changes ?? []).map((change) => [change.address, change]));
    const planned = [...changes.values()].filter(({ importing }) => importing !== undefined);
    const fresh = [...written].filter(([, block]) => !before.has(JSON.stringify(block))).map(([address]) => address);
    return [...new Set([...planned.map(({ address }) => address), ...fresh])].map((address) => {
      const change = changes.get(address);
      const type = typeOf(change?.type ?? address.split('.')[0] ?? '');
      // A rehearsal imports an object of a throwaway org: the id is that of the block.
      const id = textField(written.get(address) ?? {}, 'id') ?? change?.importing ?? '';
      const after = change?.after ?? blockOf(synthesized?.after, address);
      const names = [change?.before ?? {}, after].flatMap(namesIn);
      const known = [`id ${idOf(id)}`, `client_id ${idOf(id)}`, ...(isApp(type) ? names : [])]
        .flatMap((key) => holdings.get(`${environment} ${key}`) ?? [])
        .find((holding) => holding.stack !== stack || holding.address !== address);
      const label = field(after, 'label');
      const place = { environment, stack, address, ...(typeof label === 'string' && { app: label }) };
      return { place, production, type, id, after, known: known && `${known.address} of ${known.stack} ${known.why}` };
    });
  });
}

function holdingsOf(stacks: readonly StackInput[]): Holdings {
  const found = new Map<string, Holding[]>();
  for (const { stack, environment, plan, synthesized } of stacks) {
    const add = (key: string, address: string, why: string): void => {
      const whole = `${environment} ${key}`;
      found.set(whole, [...(found.get(whole) ?? []), { stack, address, why }]);
    };
    for (const { address, before, importing } of plan?.changes ?? []) {
      const id = field(before ?? {}, 'id');
      if (importing === undefined && typeof id === 'string') add(`id ${id}`, address, `has the ID ${id} in its state`);
    }
    for (const block of importBlocks(synthesized?.before)) {
      const id = textField(block, 'id') ?? '';
      add(`id ${idOf(id)}`, addressOf(block), `imports ${id}`);
    }
    for (const { address, values } of readCode(synthesized?.before).apps.values()) {
      for (const name of namesIn(values)) add(name, address, `has the ${name}`);
    }
  }
  return found;
}

/** What an app is known by; `label Shop`. */
function namesIn(values: Values): readonly string[] {
  return ['label', 'client_id'].flatMap((key) => {
    const value = field(values, key);
    return typeof value === 'string' && value !== '' && !value.includes('${') ? [`${key} ${value}`] : [];
  });
}

function importBlocks(document: unknown): readonly JsonObject[] {
  const value = field(object(document), 'import');
  return itemsOf(value).filter(isObject);
}

function addressOf(block: JsonObject): string {
  return textField(block, 'to') ?? '';
}

/** `0oa1/skip_users` is an id with a flag. */
function idOf(id: string): string {
  return id.split('/')[0] ?? id;
}
