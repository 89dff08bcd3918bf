import { CallError } from '../okta/call-error';
import type { OrgClient } from '../okta/client';
import { trustedOrigins, type ListedOrigin } from '../okta/existing';
import { listWholeApps, readWholeApp } from '../okta/whole-app';
import { textField, type JsonObject } from '../shared/json';
import { sideBySide } from '../shared/side-by-side';

/** What an org has, as one listing shows it. */
export interface OrgObjects {
  /** Every OIDC app, each once. */
  readonly apps: readonly JsonObject[];
  /** Or why they could not be read. */
  readonly origins: readonly ListedOrigin[] | CallError;
}

/** Apps that a list lacks are read one by one, up to so many; of more, the list is read again. */
const MOST_SINGLE = 5;
const AT_ONCE = 4;

/**
 * Lists the apps and trusted origins of an org.
 *
 * @throws CallError when the apps cannot be read.
 */
export async function readOrg(client: OrgClient): Promise<OrgObjects> {
  const [apps, origins] = await Promise.all([listWholeApps(client), orCallError(trustedOrigins(client))]);
  return { apps: eachOnce(apps), origins };
}

/**
 * The apps with those that the list lacks although a state has them and Okta does: an org may change while its pages are
 * read, and then an app is on none of them. What is missing twice no longer exists.
 */
export async function withMissing(
  apps: readonly JsonObject[],
  wanted: readonly string[],
  client: OrgClient,
): Promise<readonly JsonObject[]> {
  const listed = new Set(apps.map((app) => textField(app, 'id')));
  const missing = wanted.filter((id) => !listed.has(id));
  if (missing.length === 0) return apps;
  if (missing.length > MOST_SINGLE) return eachOnce([...apps, ...(await listWholeApps(client))]);
  const found = await sideBySide(missing, AT_ONCE, (id) => appOrNone(client, id));
  return [...apps, ...found.flat()];
}

async function appOrNone(client: OrgClient, id: string): Promise<readonly JsonObject[]> {
  try {
    return [await readWholeApp(client, id)];
  } catch (error) {
    if (error instanceof CallError && error.status === 404) return [];
    throw error;
  }
}

/** An app that moved between pages while they were read is on two of them. */
function eachOnce(apps: readonly JsonObject[]): readonly JsonObject[] {
  return [...new Map(apps.map((app) => [textField(app, 'id') ?? '', app])).values()];
}

async function orCallError<T>(work: Promise<T>): Promise<T | CallError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof CallError) return error;
    throw error;
  }
}
