import type { TerraformResource } from 'cdktf';

/**
 * Declares that a resource exists in Okta under this id, without CDKTF's check of the Terraform version. CDKTF runs
 * `terraform version` twice for each import of a synth, which takes a minute for 300 apps. The check says nothing new:
 * import blocks need Terraform 1.5, and an `OktaStack` requires 1.11.
 */
export function importFrom(resource: Pick<TerraformResource, 'importFrom' | 'node'>, id: string): void {
  const { node } = resource;
  // An own property hides the method of the class until it is deleted.
  node.addValidation = () => undefined;
  try {
    resource.importFrom(id);
  } finally {
    Reflect.deleteProperty(node, 'addValidation');
  }
}
