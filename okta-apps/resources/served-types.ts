import { withoutKeys } from '../plan/address';
import { TERRAFORM_DATA } from './built-in';
import { CATALOGUE, type Catalogue } from './catalogue';

/** Whether the provider on this machine, or Terraform itself, has resources of this type. */
export function isResourceServed(type: string, { typeOf }: Catalogue = CATALOGUE): boolean {
  return type === TERRAFORM_DATA.name || typeOf(type).rehearsal !== undefined;
}

/** Whether a rehearsal plans resources of this type, in the root or in a module that holds nothing else. */
export function isRehearsed(address: string): boolean {
  const [type = ''] = withoutKeys(address)
    .replace(/^(?:module\.[^.]+\.)*/, '')
    .split('.');
  return isResourceServed(type);
}
