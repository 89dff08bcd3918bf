import { callsIn, EMBEDDED } from '../document/modules/embedded';
import { mapValues } from '../project/document';
import type { Catalogue } from '../resources/catalogue';
import { fileAttributes } from '../resources/resource-type';
import { isResourceServed } from '../resources/served-types';
import { field, inner, isObject, object, type JsonObject } from '../shared/json';
import { fileFunctionsIn } from './file-functions';

/** What a module may hold to be rehearsed. It is planned as it is, or not at all. */
const SECTIONS: ReadonlySet<string> = new Set(['locals', 'module', 'output', 'resource', 'terraform', 'variable']);
/** They run commands, which a rehearsal of a resource leaves out. */
const PROGRAMS = ['provisioner', 'connection'];

/** Whether a module was read, reads no files, and holds only what the provider on this machine serves, at any depth. */
export function isModuleServed(call: JsonObject, catalogue: Catalogue): boolean {
  const document = field(call, EMBEDDED);
  if (!isObject(document) || !Object.keys(document).every((section) => SECTIONS.has(section))) return false;
  if (fileFunctionsIn(document).length > 0) return false;
  const providers = Object.keys(object(inner(document, 'terraform', 'required_providers')));
  if (providers.some((name) => name !== 'okta')) return false;
  const resources = Object.entries(object(field(document, 'resource')));
  return (
    resources.every(([type, named]) =>
      Object.values(object(named)).every((body) => isServed(type, object(body), catalogue)),
    ) && callsIn(document).every(([, body]) => isModuleServed(body, catalogue))
  );
}

function isServed(type: string, body: JsonObject, catalogue: Catalogue): boolean {
  const resource = catalogue.typeOf(type);
  const keys = [...fileAttributes(resource), ...PROGRAMS];
  // One that is made inactive has to be active first, which a rehearsal does for those of the root.
  const { activeFirst } = resource.rehearsal ?? {};
  return (
    isResourceServed(type, catalogue) &&
    !keys.some((key) => Object.hasOwn(body, key)) &&
    (activeFirst === undefined || [undefined, true].includes(field(body, activeFirst) as boolean | undefined))
  );
}

/** The module for a rehearsal: the provider is attached, so it needs no version. */
export function rehearsableModule(document: JsonObject): JsonObject {
  const { terraform, module, ...rest } = document;
  const version = inner(terraform, 'required_version');
  return {
    ...rest,
    terraform: {
      ...(version !== undefined && { required_version: version }),
      required_providers: { okta: { source: 'okta/okta' } },
    },
    ...(module !== undefined && { module: mapValues(object(module), (call) => withRehearsable(object(call))) }),
  };
}

function withRehearsable(call: JsonObject): JsonObject {
  return { ...call, [EMBEDDED]: rehearsableModule(object(field(call, EMBEDDED))) };
}
