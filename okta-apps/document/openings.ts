import type { JsonObject } from '../shared/json';
import { listed } from '../shared/lists';
import { callFaults, type AssetReader } from './calls';
import { ExpressionError, type Expression } from './expression';
import { openingsFinder, type FindOpenings } from './locals';
import { isForbidden, type Origin } from './origin';
import { parseReference, parseTemplate } from './parse-template';
import type { Place, Takes } from './place';
import { placesIn } from './places';
import { isTaken, takenInWords } from './taken';
import { usesOf } from './uses';

/** A value that the document leaves open: what it is shows only when Terraform runs. */
export interface Opening {
  /** `okta_app_group_assignments.billing` */
  readonly address: string;
  /** `group[0].id` */
  readonly path: string;
  readonly origin: Origin;
}

/** Something in a document that blocks its stack: what Terraform would do with it cannot be reviewed. */
export interface Fault {
  /** `review/undecidable` */
  readonly rule: 'document/syntax' | 'document/function' | 'review/undecidable';
  /** `okta_app_oauth.billing` */
  readonly address: string;
  /** `redirect_uris[0]` */
  readonly path: string;
  readonly message: string;
}

export interface DocumentOptions {
  /** @default - there are no assets */
  readonly readAsset?: AssetReader;
}

/** What in a document would let an apply do something else than what was reviewed. */
export function documentFaults(
  document: JsonObject,
  { readAsset = () => undefined }: DocumentOptions = {},
): readonly Fault[] {
  const find = openingsFinder();
  return placesIn(document).flatMap((place) => {
    const { address, path } = place;
    const at =
      (rule: Fault['rule']) =>
      (message: string): Fault => ({ rule, address, path, message });
    const expression = parsed(place);
    if (expression instanceof ExpressionError) {
      return [at('document/syntax')(`The expression cannot be read: ${expression.message}.`)];
    }
    return [
      ...calledAndRead(expression, place, readAsset).map(at('document/function')),
      ...undecided(document, place, expression, find).map(at('review/undecidable')),
    ];
  });
}

/** The whole values that a document takes from elsewhere, allowed or not. Conditions set no value. */
export function openingsOf(document: JsonObject): readonly Opening[] {
  const find = openingsFinder();
  return placesIn(document).flatMap((place) => {
    const { address, path, reads, takes, bound, scope } = place;
    const expression = parsed(place);
    if (expression instanceof ExpressionError || reads !== 'template' || setsNothing(takes)) return [];
    return find(expression, bound, scope).whole.map(({ origin }) => ({ address, path, origin }));
  });
}

function parsed({ reads, text }: Place): Expression | ExpressionError {
  try {
    return reads === 'reference' ? parseReference(text) : parseTemplate(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

/** A condition can only refuse, and a local is reviewed where it is read. */
function setsNothing(takes: Takes): boolean {
  return takes.by === 'condition' || takes.by === 'local';
}

function calledAndRead(
  expression: Expression,
  { takes, bound, scope }: Place,
  readAsset: AssetReader,
): readonly string[] {
  const { references, calls } = usesOf(expression, bound);
  const forbidden = references.filter((reference) => isForbidden(reference, takes));
  return [
    ...callFaults(calls, takes.by === 'okta' || takes.by === 'local', { folder: scope.folder, readAsset }),
    ...forbidden.map(
      ({ name }) => `It reads \`${name}\`, whose value the code does not determine. Write the value itself.`,
    ),
  ];
}

function undecided(
  document: JsonObject,
  { takes, reads, bound, scope }: Place,
  expression: Expression,
  find: FindOpenings,
): readonly string[] {
  if (reads === 'reference') return isAddress(expression) ? [] : ['This must be an address, and it is an expression.'];
  if (setsNothing(takes)) return [];
  if (reads === 'key' && takes.by === 'okta' && expression.kind !== 'literal') {
    return ['The name of this member is an expression, so its meaning cannot be reviewed. Write the name itself.'];
  }
  const { whole, inside } = find(expression, bound, scope);
  const refused = whole.filter((one) => reads === 'key' || !isTaken(document, takes, one));
  return [...(inside.length > 0 ? [computedFrom(inside)] : []), ...refused.map(({ origin }) => setFrom(origin, takes))];
}

function isAddress(expression: Expression): boolean {
  return expression.kind === 'name' || (expression.kind === 'access' && expression.of.kind === 'name');
}

function computedFrom(origins: readonly Origin[]): string {
  const names = [...new Set(origins.map(({ text }) => `\`${text}\``))].sort();
  return (
    `It is computed from ${listed(names)}, which the code does not determine. ` +
    'The apply computes it again, so its result cannot be reviewed. Write the value itself.'
  );
}

function setFrom({ text }: Origin, takes: Takes): string {
  const taken = takenInWords(takes);
  return (
    `It is set from \`${text}\`, which the code does not determine. ` +
    (taken === undefined ? 'Write the value itself.' : `Only ${taken} may be set from elsewhere.`)
  );
}
