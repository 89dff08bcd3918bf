import type { JsonObject } from '../shared/json';
import { escaped } from '../shared/visible-text';
import type { WantedApp, Written } from './adopt-apps';
import type { FoundApps } from './sources/find-apps';

/** An app that cannot be adopted. */
export interface RefusedApp {
  readonly environment: string;
  readonly app: JsonObject;
  /** Each names the field and its value. */
  readonly reasons: readonly string[];
}

/** What a run of `okta-apps adopt` found and wrote. */
export interface AdoptRun {
  readonly found: readonly FoundApps[];
  readonly wanted: readonly WantedApp[];
  readonly refused: readonly RefusedApp[];
  /** Trusted origins that are declared, as Okta answered them, by environment. */
  readonly origins: ReadonlyMap<string, readonly JsonObject[]>;
  /** Why trusted origins of an app stay out of the code. */
  readonly left: ReadonlyMap<JsonObject, readonly string[]>;
  /** Undefined where there was nothing to write. */
  readonly written: Written | undefined;
  readonly isDry: boolean;
}

/** By `adopt.schema.json`. Characters that a terminal would hide or act on are written as `\u…`. */
export function adoptJson({ found, wanted, refused, origins, left, written, isDry }: AdoptRun): string {
  const team = written?.team ?? '';
  const document = {
    kind: 'okta-apps adopt',
    version: 1,
    written: written !== undefined && !isDry,
    adopted: wanted.map(({ label, there }, at) => ({
      label,
      address: `okta_app_oauth.${written?.ids[at] ?? ''}`,
      apps: there.map(({ environment, appId }) => ({ environment, stack: `${team}-${environment}`, id: appId })),
    })),
    trustedOrigins: [...origins].flatMap(([environment, its]) =>
      its.map(({ id, origin }) => ({ environment, stack: `origins-${environment}`, id, origin })),
    ),
    refused: refused.map(({ environment, app, reasons }) => ({
      environment,
      id: app['id'],
      label: app['label'] ?? null,
      reasons,
    })),
    messages: found.flatMap(({ environment, apps }) =>
      apps.flatMap(({ app, flags }) =>
        [...flags.map(({ message }) => message), ...(left.get(app) ?? [])].map((message) => ({
          environment,
          id: app['id'],
          message,
        })),
      ),
    ),
    notes: found.flatMap(({ environment, notes }) => notes.map((message) => ({ environment, message }))),
    waivers: [...(written?.waivers ?? [])].flatMap(([environment, its]) =>
      its.map(({ rule, address, expires }) => ({ environment, rule, address, expires })),
    ),
    files: (written?.files ?? []).map(({ name, before }) => ({
      name,
      change: before === undefined ? 'new' : 'changed',
    })),
  };
  const lines = JSON.stringify(document, null, 2).split('\n');
  return `${lines.map(escaped).join('\n')}\n`;
}
