import { TerraformElement, type TerraformStack } from 'cdktf';
import { holdsToken } from '../app/literals';

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
