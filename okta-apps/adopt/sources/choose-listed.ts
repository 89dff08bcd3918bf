import type { DeclaredApp } from '../../run/declared-apps';
import { UserError } from '../../shared/errors';
import { inner, textField, type JsonObject } from '../../shared/json';
import { counted, firstOf, groupBy, listed } from '../../shared/lists';
import { nearest } from '../../shared/nearest';
import { globToRegExp } from '../../shared/patterns';
import { shown } from '../../shared/visible-text';

/** Which apps of an org are meant. */
export interface OrgChoice {
  /** App IDs and client IDs. */
  readonly names: readonly string[];
  /** Labels, or globs of labels. */
  readonly labels: readonly string[];
  /** Every OIDC app. */
  readonly all: boolean;
}

/** Apps of an org that are to be adopted. */
export interface ChosenApps {
  readonly apps: readonly JsonObject[];
  readonly notes: readonly string[];
}

/** What an org is called, and what its code declares. */
interface Known {
  readonly environment: string;
  readonly declared: readonly DeclaredApp[];
}

const MOST_NAMES = 5;

/**
 * The apps that are meant, in the order of the list. What the code declares already is skipped with a note: so apps can be
 * adopted some at a time, and a run over all of them takes the rest.
 *
 * @param apps all OIDC apps of the org
 * @throws UserError for a name or a label that means no app, that means several, or one that is declared already
 */
export function chooseListed(apps: readonly JsonObject[], { names, labels, all }: OrgChoice, known: Known): ChosenApps {
  const named = names.map((name) => appNamed(name, apps, known));
  const labelled = labels.flatMap((label) => appsLabelled(label, apps, known));
  const wanted = new Set(all ? apps : [...named, ...labelled]);
  const chosen = apps.filter((app) => wanted.has(app));
  const declared = new Map(chosen.map((app) => [app, declaredAs(app, known.declared)]));
  for (const app of named) checkUndeclared(app, known.declared);
  const skipped = [...declared.values()].flatMap((place) => place ?? []);
  const open = chosen.filter((app) => declared.get(app) === undefined);
  const notes =
    skipped.length === 0
      ? []
      : [`Skipped ${counted(skipped.length, 'app')} that the code declares already: ${some(skipped)}`];
  return { apps: open, notes: [...notes, ...sameLabels(open)] };
}

/** @throws UserError when the code declares the app already */
export function checkUndeclared(app: JsonObject, declared: readonly DeclaredApp[]): void {
  const place = declaredAs(app, declared);
  if (place === undefined) return;
  throw new UserError(`${idOf(app)} is declared already as ${place}; nothing was written`);
}

function appNamed(name: string, apps: readonly JsonObject[], { environment }: Known): JsonObject {
  const found = apps.find((app) => idOf(app) === name || clientIdOf(app) === name);
  if (found !== undefined) return found;
  const isLabel = apps.some((app) => labelOf(app) === name);
  const near = nearest(
    name,
    apps.flatMap((app) => [idOf(app), clientIdOf(app)]),
  );
  throw new UserError(
    `No OIDC app of ${environment} has the app ID or client ID ${shown(name)}; ` +
      (isLabel
        ? `it is a label: pass --match ${shown(name)}`
        : near === undefined
          ? 'pass --match to choose apps by label'
          : `did you mean ${near}?`),
  );
}

function appsLabelled(label: string, apps: readonly JsonObject[], { environment }: Known): readonly JsonObject[] {
  const pattern = globToRegExp(label);
  const found = apps.filter((app) => pattern.test(labelOf(app)));
  if (found.length === 0) {
    const near = nearest(label, apps.map(labelOf));
    const hint = near === undefined ? '' : `; did you mean ${shown(near)}?`;
    throw new UserError(`No OIDC app of ${environment} has a label that matches ${shown(label)}${hint}`);
  }
  if (found.length === 1 || /[*?]/.test(label)) return found;
  throw new UserError(
    `${counted(found.length, 'app')} of ${environment} have the label ${shown(label)}: ${some(found.map(idOf))}; choose one by its app ID`,
  );
}

/** Where the code declares the app: by its id, its client ID, or, where Okta gives that, by its label. */
export function declaredAs(app: JsonObject, declared: readonly DeclaredApp[]): string | undefined {
  const [id, clientId, label] = [idOf(app), clientIdOf(app), labelOf(app)];
  const sure = declared.find((one) => one.importId === id || (one.clientId !== undefined && one.clientId === clientId));
  const found =
    sure ?? declared.find((one) => one.clientId === undefined && one.importId === undefined && one.label === label);
  return found?.path;
}

function sameLabels(apps: readonly JsonObject[]): readonly string[] {
  return [...groupBy(apps, labelOf)]
    .filter(([, same]) => same.length > 1)
    .map(([label, same]) => `${counted(same.length, 'app')} have the label ${shown(label)}: ${some(same.map(idOf))}`);
}

function some(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? firstOf(names, MOST_NAMES, 'of the same list') : listed(names);
}

export function idOf(app: JsonObject): string {
  return textField(app, 'id') ?? '';
}

export function clientIdOf(app: JsonObject): string {
  const id = inner(app, 'credentials', 'oauthClient', 'client_id');
  return typeof id === 'string' ? id : '';
}

function labelOf(app: JsonObject): string {
  return textField(app, 'label') ?? '';
}
