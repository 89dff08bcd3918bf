import { TerraformElement, type TerraformStack } from 'cdktf';
import { AppResource } from '../app/app-resource';
import { holdsToken } from '../app/tokens';

interface Document {
  resource?: Record<string, Record<string, unknown>>;
}

/**
 * `resolve()`, the stack's own `toTerraform`, without the apps that are literals and nothing else; those are put in as they are.
 * CDKTF resolves every value of a document twice, which is most of the time of a large synth and does nothing to a
 * literal. The result is the same.
 */
export function withLiteralApps(stack: TerraformStack, resolve: () => unknown): unknown {
  const literals = stack.node
    .findAll()
    .filter((node): node is AppResource => node instanceof AppResource)
    .filter((resource) => isResourceOnly(resource.toTerraform() as object));
  const document = AppResource.leavingOut(literals, resolve) as Document;
  const apps = { ...document.resource?.['okta_app_oauth'] };
  for (const resource of literals) {
    // Something else writes to this address, such as an override on the stack: CDKTF's own merge decides.
    if (resource.friendlyUniqueId in apps) return resolve();
    apps[resource.friendlyUniqueId] = resource.attributes();
  }
  if (literals.length > 0) document.resource = { ...document.resource, okta_app_oauth: apps };
  return document;
}

/** False for an app that holds a token, and for one that brings a `moved` or `import` block. */
function isResourceOnly(document: object): boolean {
  const others = Object.entries(document).filter(([block, content]) => block !== 'resource' && content !== undefined);
  return others.length === 0 && !holdsToken(document);
}

/**
 * True when any element of the stack holds a token, which may refer to another stack. Only then does the stack need
 * CDKTF's prepare pass; without it such a reference would silently become one within the stack.
 */
export function mayReferToOtherStacks(stack: TerraformStack): boolean {
  return stack.node
    .findAll()
    .filter((node) => TerraformElement.isTerraformElement(node))
    .some((element) => holdsToken(element.toTerraform()));
}
