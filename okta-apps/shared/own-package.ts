import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { field, isObject, object, textField, type JsonObject } from './json';

/** What the tool's own package.json says. */
export function ownPackage(): JsonObject {
  return object(JSON.parse(readFileSync(path.join(ownPackageFolder(), 'package.json'), 'utf8')));
}

/**
 * The folder that holds the rooms of this tool, as sources or as built, with the files that its code reads. The bundled
 * code is as deep below it as this file is (`scripts/bundle.mjs`).
 */
export const ROOMS = path.resolve(__dirname, '../..');

/** The folder with the tool's own package.json; what is built is in a folder below it. */
export function ownPackageFolder(folder = __dirname): string {
  const above = path.dirname(folder);
  return existsSync(path.join(folder, 'package.json')) || above === folder ? folder : ownPackageFolder(above);
}

/** The tool's own version. */
export function ownVersion(): string {
  return textField(ownPackage(), 'version') ?? 'unknown';
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
