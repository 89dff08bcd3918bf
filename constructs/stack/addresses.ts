import { TerraformDataSource, TerraformResource, TerraformVariable } from 'cdktf';
import type { IConstruct } from 'constructs';

/** The address as Terraform will know it; undefined for what has none, and for an id that CDKTF itself refuses, which a rule reports. */
export function addressOf(element: IConstruct): string | undefined {
  try {
    if (TerraformResource.isTerraformResource(element)) {
      return `${element.terraformResourceType}.${element.friendlyUniqueId}`;
    }
    if (TerraformDataSource.isTerraformDataSource(element)) {
      return `data.${element.terraformResourceType}.${element.friendlyUniqueId}`;
    }
    return element instanceof TerraformVariable ? `var.${element.friendlyUniqueId}` : undefined;
  } catch {
    return undefined;
  }
}

/** The construct at a path, such as `shop-prod/storefront-web`; undefined where there is none. */
export function constructAt(root: IConstruct, path: string): IConstruct | undefined {
  return path.split('/').reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), root);
}
