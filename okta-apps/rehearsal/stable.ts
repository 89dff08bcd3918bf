import { field, object, textField, type JsonObject } from '../shared/json';
import { blocks } from '../project/document';

/** Ids that an org makes up. */
const ID = /\b(0oa|00[gou]|aln|ocs|rst|tos)[A-Za-z0-9]{17}\b/g;

/** What a plan says of the throwaway org, and what it should say instead. */
export interface Traces {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The org that the stack is for, such as `https://acme.okta.com`. */
  readonly orgUrl: string;
  /** Ids that the org made for import targets, by the id in the code. */
  readonly made: ReadonlyMap<string, string>;
  /** Ids in the code stay as they are. */
  readonly code: string;
}

/** The URL of the org that a document's provider is for. */
export function orgUrlOf(document: JsonObject): string {
  const [block = {}] = blocks(object(field(document, 'provider')), 'okta');
  return `https://${textField(block, 'org_name') ?? 'org'}.${textField(block, 'base_url') ?? 'okta.com'}`;
}

/**
 * The plan as text with nothing in it that differs from one rehearsal to the next: ids that the org made up are
 * numbered in the order in which they appear.
 */
export function stable(plan: string, { url, orgUrl, made, code }: Traces): string {
  let text = plan.replaceAll(url, orgUrl);
  for (const [given, own] of made) text = text.replaceAll(own, given);
  const numbers = new Map<string, number>();
  return text.replace(ID, (id, prefix: string) => {
    if (code.includes(id)) return id;
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `${prefix}rehearsal${String(number).padStart(8, '0')}`;
  });
}
