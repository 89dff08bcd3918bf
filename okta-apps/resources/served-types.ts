import { withoutKeys } from '../plan/address';
import { CATALOGUE, type Catalogue } from './catalogue';

/** Built into every Terraform. */
const BUILT_IN = 'terraform_data';

/** Whether the provider on this machine, or Terraform itself, has resources of this type. */
export function isResourceServed(type: string, { typeOf }: Catalogue = CATALOGUE): boolean {
  return type === BUILT_IN || typeOf(type).rehearsal !== undefined;
}

/** Whether a rehearsal plans resources of this type, in the root or in a module that holds nothing else. */
export function isRehearsed(address: string): boolean {
  const [type = ''] = withoutKeys(address)
    .replace(/^(?:module\.[^.]+\.)*/, '')
    .split('.');
  return isResourceServed(type);
}
