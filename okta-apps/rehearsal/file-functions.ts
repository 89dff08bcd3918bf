import { isList, isObject, type JsonObject } from '../shared/json';

/** Terraform's functions that read files of the machine it runs on. */
const READS =
  /\b(file|filebase64|fileexists|fileset|templatefile|filemd5|filesha1|filesha256|filesha512|filebase64sha256|filebase64sha512)\s*\(/g;
const TEMPLATE = /(?<!\$)\$\{|(?<!%)%\{/;

/**
 * The functions that read files, wherever an expression of the document calls one; sorted. What is rehearsed may come
 * from a change without approval, and everything it says lands in a comment: it must not read what lies here, such
 * as the environment of this process.
 */
export function fileFunctionsIn(document: JsonObject): readonly string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (TEMPLATE.test(value)) for (const [, name = ''] of value.matchAll(READS)) found.add(name);
    } else if (isList(value)) value.forEach(look);
    else if (isObject(value)) Object.entries(value).forEach(look);
  };
  look(document);
  return [...found].sort();
}
