import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { field, isObject, type JsonObject } from '../shared/json';
import { jsonOf } from '../shared/read-file';

/** What the tool's own package.json says; what is built is in a folder below it. */
export function ownPackage(folder = __dirname): JsonObject {
  const file = path.join(folder, 'package.json');
  const above = path.dirname(folder);
  if (!existsSync(file) && above !== folder) return ownPackage(above);
  const json = jsonOf(readFileSync(file, 'utf8'));
  return isObject(json) ? json : {};
}

/**
 * Where people can read docs/review-rules.md: findings in a comment link to it.
 *
 * @returns undefined where the package specifies no `repository` that is on the web.
 */
export function rulesPageOf(own: JsonObject): string | undefined {
  const { repository } = own;
  const url = isObject(repository) ? field(repository, 'url') : repository;
  const [, web] = typeof url === 'string' ? (REPOSITORY.exec(url) ?? []) : [];
  return web === undefined ? undefined : `${web}/blob/HEAD/docs/review-rules.md`;
}

/** `git+https://github.com/acme/okta-oidc-cdktf.git` */
const REPOSITORY = /^(?:git\+)?(https:\/\/[a-z0-9.-]+(?:\/[\w-]+(?:\.(?!git$)[\w-]+)*){2,})(?:\.git)?$/;
