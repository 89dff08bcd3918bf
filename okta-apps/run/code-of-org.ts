import { statSync } from 'node:fs';
import path from 'node:path';
import {
  GROUPS,
  groupsClaimText,
  type Code,
  type DeclaredApp,
  type DeclaredValue,
  type Origin,
} from '../local/org/home/code';
import { literal, literalText, namedBlocks } from '../document/named-blocks';
import { DOCUMENT_FILE, readAssembly, readDocument, type AssembledStack } from '../project/assembly';
import type { Project } from '../project/find-project';
import { readPlaces } from '../project/stack-places';
import { assignedApp } from '../resources/app-assignment';
import { UserError } from '../shared/errors';
import { inner, itemsOf, list, object, textField, type JsonObject } from '../shared/json';
import { placeText, type StackPlaces } from '../shared/source-places';
import { stateFileOf } from './run-folder';
import { resourcesInState } from './state-resources';

const APP = 'okta_app_oauth';
const ASSIGNMENTS = 'okta_app_group_assignments';

/** Attributes that the code leaves out when an app has none of it. All others are always written. */
const LEFT_OUT_WHEN_EMPTY = [
  'post_logout_redirect_uris',
  'login_uri',
  'frontchannel_logout_uri',
  'jwks_uri',
  'groups_claim',
  'refresh_token_rotation',
  'refresh_token_leeway',
];

/**
 * Reads what the last synth of a project wrote for the org on this machine, for the pages of that org, and which app of the
 * org is which by the states that the applies left. Nothing is synthesized for it.
 */
export function readCodeOf(project: Project): Code {
  const notes: string[] = [];
  const apps: DeclaredApp[] = [];
  try {
    for (const stack of readAssembly(project.outdir, project.output).filter(({ manifest }) => manifest.local)) {
      const places = readPlaces(stack.folder);
      const known = places === undefined || places === 'unreadable' ? undefined : places;
      apps.push(...appsIn(stack, known));
      notes.push(...editedNotes(project, stack, known));
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    notes.push(`What the code declares is not known: ${error.message}`);
  }
  return { apps, notes: [...new Set(notes)] };
}

function appsIn(stack: AssembledStack, places: StackPlaces | undefined): readonly DeclaredApp[] {
  const document = readDocument(stack);
  const ids = idsIn(stateFileOf(document, stack.folder));
  const originOf = (type: string, name: string, body: JsonObject): Origin => {
    const place = places?.resources[`${type}.${name}`];
    const construct = inner(body, '//', 'metadata', 'path');
    return {
      construct: typeof construct === 'string' ? construct.replace(/\/Default$/, '') : `${type}.${name}`,
      place: place === undefined ? undefined : placeText(place),
    };
  };
  const groups = groupsByApp(document, originOf);
  return namedBlocks(document, 'resource', APP).map(([name, body]) => {
    const from = originOf(APP, name, body);
    const attributes = attributesOf(body);
    const assigned = groups.get(name);
    return {
      id: ids.get(name),
      label: attributes['label']?.[0] ?? name,
      attributes: {
        ...Object.fromEntries(Object.entries(attributes).map(([key, values]) => [key, { values, from }])),
        ...(assigned !== undefined && { [GROUPS]: assigned }),
      },
    };
  });
}

function attributesOf(body: JsonObject): Readonly<Record<string, readonly string[] | undefined>> {
  const claim = object(itemsOf(body['groups_claim'])[0]);
  const [name, filter, value] = ['name', 'filter_type', 'value'].map((key) => textField(claim, key) ?? '');
  const { groups_claim: _claim, '//': _comment, ...others } = body;
  return {
    ...Object.fromEntries(LEFT_OUT_WHEN_EMPTY.map((key) => [key, []])),
    ...Object.fromEntries(Object.entries(others).map(([key, given]) => [key, textsOf(given)])),
    ...('groups_claim' in body && { groups_claim: textsOf(groupsClaimText(name ?? '', filter ?? '', value ?? '')) }),
  };
}

/** The texts of a value; undefined when an expression is in it. */
function textsOf(value: unknown): readonly string[] | undefined {
  const texts = (Array.isArray(value) ? list(value) : [value]).map((one) => {
    if (typeof one === 'boolean' || typeof one === 'number') return String(one);
    return typeof one === 'string' ? literal(one) : undefined;
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** The names of the groups of each app. */
function groupsByApp(
  document: JsonObject,
  originOf: (type: string, name: string, body: JsonObject) => Origin,
): ReadonlyMap<string, DeclaredValue> {
  return new Map(
    namedBlocks(document, 'resource', ASSIGNMENTS).flatMap(([name, body]) => {
      const app = assignedApp(body);
      if (app === undefined) return [];
      const names = itemsOf(body['group']).map((group) => groupName(document, textField(object(group), 'id')));
      const values = names.every((one) => one !== undefined) ? names : undefined;
      return [[app, { values, from: originOf(ASSIGNMENTS, name, body) }] as const];
    }),
  );
}

/** The name of a group that is looked up, or created, in the same document. */
function groupName(document: JsonObject, reference = ''): string | undefined {
  const [, data, name = ''] = /^\$\{(data\.)?okta_group\.([\w-]+)\.id\}$/.exec(reference) ?? [];
  const group = inner(document, data === undefined ? 'resource' : 'data', 'okta_group', name);
  return literalText(object(group), 'name');
}

/** The ids that the apps of a stack got in the org. */
function idsIn(file: string | undefined): ReadonlyMap<string, string> {
  const own = resourcesInState(file).filter(({ type, module }) => type === APP && module === undefined);
  return new Map(
    own.flatMap((resource) => {
      const id = inner(list(resource['instances'])[0], 'attributes', 'id');
      return typeof id === 'string' ? [[textField(resource, 'name') ?? '', id]] : [];
    }),
  );
}

/** Files that declare something of a stack and were edited after it was synthesized. */
function editedNotes({ folder }: Project, stack: AssembledStack, places?: StackPlaces): readonly string[] {
  const all = [places?.stack, ...Object.values(places?.resources ?? {}), ...Object.values(places?.values ?? {})];
  const files = new Set(all.flatMap((place) => (place === undefined ? [] : [place.file])));
  const synthesized = timeOf(path.join(stack.folder, DOCUMENT_FILE)) ?? 0;
  return [...files]
    .filter((file) => (timeOf(path.join(folder, file)) ?? 0) > synthesized)
    .map(
      (file) =>
        `${file} was edited after the last synth, so this page may show an older state of the code: run okta-apps synth.`,
    );
}

function timeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
