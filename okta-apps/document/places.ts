import { isList, isObject, object, type JsonObject } from '../shared/json';
import { EMBEDDED, rootScope, scopesIn, type Scope } from './modules/embedded';
import { isTemplate } from './parse-template';
import { CONDITION, LOCAL, NOTHING, takesOf, type Place, type Takes, type TakesAt } from './place';
import { ROOTS } from './uses';

type Write = (place: Omit<Place, 'scope'>) => void;

/** Where the walk is: in this block, below these keys. */
interface At {
  readonly address: string;
  readonly path: string;
  /** Keys without the numbers of elements. */
  readonly keys: readonly string[];
  readonly bound: ReadonlySet<string>;
}

/**
 * Every template and every address of a document and of the modules that were read, with what it may take. Comments of
 * cdktf are none.
 */
export function placesIn(document: JsonObject): readonly Place[] {
  return scopesIn(rootScope(document)).flatMap(placesOf);
}

function placesOf(scope: Scope): readonly Place[] {
  const { document, prefix } = scope;
  const places: Place[] = [];
  const write: Write = (place) => places.push({ ...place, address: prefix + place.address, scope });
  for (const [section, blocks] of Object.entries(document)) {
    if (section === '//') continue;
    const read = Object.hasOwn(SECTIONS, section) ? SECTIONS[section] : undefined;
    (read ?? constantSection(section))(blocks, write);
  }
  // An output of a module is reviewed where it is read.
  if (scope.caller === undefined) return places;
  return places.map((place) => (place.takes.by === 'output' ? { ...place, takes: LOCAL } : place));
}

const SECTIONS: Readonly<Record<string, ((blocks: unknown, write: Write) => void) | undefined>> = {
  resource: typed('resource', ''),
  data: typed('data', 'data.'),
  ephemeral: typed('ephemeral', 'ephemeral.'),
  variable: named('var.', (body, at, write) => {
    conditions(body['validation'], { ...at, path: 'validation' }, write);
  }),
  locals: (blocks, write) => {
    for (const [name, value] of Object.entries(object(blocks))) {
      values(value, start(`local.${name}`, ''), () => LOCAL, write);
    }
  },
  output: named('output.', (body, at, write) => {
    readBody(body, at, write, {
      value: () => ({ by: 'output' }),
      precondition: 'conditions',
      depends_on: 'references',
    });
  }),
  module: named('module.', (body, at, write) => {
    // The arguments of a module that was read are reviewed where it uses them.
    const isRead = Object.hasOwn(body, EMBEDDED);
    const others = isRead ? Object.keys(body).filter((key) => !CALL.has(key)) : [];
    readBody(body, at, write, {
      ...Object.fromEntries(others.map((key) => [key, () => LOCAL] as const)),
      depends_on: 'references',
      providers: 'references',
      [EMBEDDED]: 'skip',
    });
  }),
  check: named('check.', (body, at, write) => {
    readBody(body, at, write, { assert: 'conditions', data: 'skip' });
    typed('data', 'data.')(body['data'], write);
  }),
  provider: (blocks, write) => {
    for (const [name, list] of Object.entries(object(blocks))) {
      const capacity = (): Takes => (name === 'okta' ? { by: 'capacity' } : NOTHING);
      const token = (): Takes => (name === 'okta' ? TOKEN : NOTHING);
      each(list, start(`provider.${name}`, ''), (body, at) => {
        readBody(body, at, write, { max_api_capacity: capacity, api_token: token });
      });
    }
  },
  moved: addresses('moved'),
  removed: addresses('removed'),
  import: addresses('import'),
};

/** Of a call, what Terraform reads itself. */
const CALL = new Set(['//', 'source', 'version', 'count', 'for_each', 'depends_on', 'providers', EMBEDDED]);

/** `check-providers.ts` says of which variable. */
const TOKEN: Takes = { by: 'okta', ids: [], secret: true, type: 'okta' };

/** How a key of a body is read; any other key is a value that takes nothing. */
type Reader = 'conditions' | 'references' | 'skip' | TakesAt;

/** Terraform takes these as they are written and evaluates nothing. */
const LITERAL: Readonly<Record<string, Reader>> = { '//': 'skip', description: 'skip' };

function readBody(body: JsonObject, at: At, write: Write, readers: Readonly<Record<string, Reader>>): void {
  const known = { ...LITERAL, ...readers };
  for (const [key, value] of Object.entries(body)) {
    const reader: Reader = Object.hasOwn(known, key) ? (known[key] ?? 'skip') : () => NOTHING;
    const inside = below(at, key);
    if (reader === 'conditions') conditions(value, inside, write);
    else if (reader === 'references') references(value, inside, write);
    else if (reader !== 'skip') values(value, inside, reader, write);
  }
}

/** Sections whose blocks have a type and a name. */
function typed(section: 'resource' | 'data' | 'ephemeral', prefix: string) {
  return (types: unknown, write: Write): void => {
    for (const [type, blocks] of Object.entries(object(types))) {
      for (const [name, list] of Object.entries(object(blocks))) {
        each(list, start(`${prefix}${type}.${name}`, ''), (body, at) => {
          resourceBody(body, at, takesOf(section, type), write);
        });
      }
    }
  };
}

/** Sections whose blocks have a name. */
function named(prefix: string, read: (body: JsonObject, at: At, write: Write) => void) {
  return (blocks: unknown, write: Write): void => {
    for (const [name, list] of Object.entries(object(blocks))) {
      each(list, start(`${prefix}${name}`, ''), (body, at) => {
        read(body, at, write);
      });
    }
  };
}

function addresses(section: string) {
  return (list: unknown, write: Write): void => {
    each(list, start(section, ''), (body, at) => {
      readBody(body, at, write, { from: 'references', to: 'references', provider: 'references' });
    });
  };
}

/** `terraform` and whatever is on no list: no value there comes from elsewhere. */
function constantSection(section: string) {
  return (blocks: unknown, write: Write): void => {
    values(blocks, start(section, ''), () => NOTHING, write);
  };
}

const META: Readonly<Record<string, (value: unknown, at: At, write: Write) => void>> = {
  '//': () => undefined,
  depends_on: references,
  provider: references,
  lifecycle: (value, at, write) => {
    each(value, at, (body, inside) => {
      readBody(body, inside, write, {
        precondition: 'conditions',
        postcondition: 'conditions',
        ignore_changes: 'references',
        replace_triggered_by: 'references',
      });
    });
  },
  count: constant,
  for_each: constant,
  connection: constant,
  provisioner: constant,
};

function constant(value: unknown, at: At, write: Write): void {
  values(value, at, () => NOTHING, write);
}

function resourceBody(body: JsonObject, at: At, takes: TakesAt, write: Write): void {
  for (const [key, value] of Object.entries(body)) {
    if (isConstant(value) && !Object.hasOwn(META, key)) continue;
    const inside = below(at, key);
    if (Object.hasOwn(META, key)) META[key]?.(value, inside, write);
    else if (key === 'dynamic') dynamic(value, at, takes, write);
    else values(value, inside, takes, write);
  }
}

/** Most values of a document are plain, and nothing has to be asked about them. */
function isConstant(value: unknown): boolean {
  return typeof value === 'string' ? !isTemplate(value) : typeof value !== 'object';
}

/** An attribute, or a block inside of a block: every string in it, and every key that is an expression. */
function values(value: unknown, at: At, takes: TakesAt, write: Write): void {
  if (typeof value === 'string' && isTemplate(value)) write(placeAt(at, value, 'template', takes(at.keys)));
  if (isList(value))
    value.forEach((item, index) => {
      values(item, { ...at, path: `${at.path}[${String(index)}]` }, takes, write);
    });
  if (!isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (isTemplate(key)) write(placeAt(at, key, 'key', takes(at.keys)));
    if (key === 'dynamic' && takes(at.keys).by !== 'local') dynamic(member, at, takes, write);
    else values(member, below(at, key), takes, write);
  }
}

/** `dynamic.<block>` makes blocks of that name; its content is read as if it stood there. */
function dynamic(blocks: unknown, at: At, takes: TakesAt, write: Write): void {
  if (!isObject(blocks)) {
    values(blocks, at, () => NOTHING, write);
    return;
  }
  for (const [name, list] of Object.entries(blocks)) {
    const inside = below(at, `dynamic.${name}`);
    if (!isObject(list) && !isList(list)) constant(list, inside, write);
    each(list, inside, (body, block) => {
      const { content, iterator, ...rest } = body;
      const variable = typeof iterator === 'string' ? iterator : name;
      constant(rest, block, write);
      references(iterator, below(block, 'iterator'), write);
      const bound = ROOTS.has(variable) ? at.bound : new Set([...at.bound, variable]);
      values(content, { ...block, keys: [...at.keys, name], path: `${block.path}.content`, bound }, takes, write);
    });
  }
}

function conditions(value: unknown, at: At, write: Write): void {
  each(value, at, (body, inside) => {
    readBody(body, inside, write, { condition: () => CONDITION });
  });
}

function references(value: unknown, at: At, write: Write): void {
  if (typeof value === 'string') write(placeAt(at, value, isTemplate(value) ? 'template' : 'reference', NOTHING));
  else if (isList(value))
    value.forEach((item) => {
      references(item, at, write);
    });
  else if (isObject(value)) for (const item of Object.values(value)) references(item, at, write);
}

/** One block, or each of a list of them. */
function each(value: unknown, at: At, read: (body: JsonObject, at: At) => void): void {
  if (isObject(value)) read(value, at);
  if (isList(value))
    value.forEach((item, index) => {
      each(item, { ...at, path: `${at.path}[${String(index)}]` }, read);
    });
}

function start(address: string, path: string): At {
  return { address, path, keys: [], bound: new Set() };
}

function below(at: At, key: string): At {
  return { ...at, path: at.path === '' ? key : `${at.path}.${key}`, keys: [...at.keys, key] };
}

function placeAt(
  { address, path, bound }: At,
  text: string,
  reads: Place['reads'],
  takes: Takes,
): Omit<Place, 'scope'> {
  return { address, path, text, reads, takes, bound };
}
