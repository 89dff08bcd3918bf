import type { StackManifest } from '../../okta-apps/shared/stack-manifest';
import { localStack, type PlainStack } from './plain-project';

/** A stack of one app on this machine, with what its values and its manifest say differently. */
export function shop(different: object, manifest: Partial<StackManifest> = {}): Readonly<Record<string, PlainStack>> {
  const stack = localStack(['web']);
  const terraform = structuredClone(stack.terraform) as {
    resource: { okta_app_oauth: { web: Record<string, unknown> } };
  };
  Object.assign(terraform.resource.okta_app_oauth.web, different);
  return { 'shop-local': { manifest: { ...stack.manifest, ...manifest }, terraform } };
}
