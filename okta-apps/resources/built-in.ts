import type { ResourceType } from './resource-type';

/** Built into every Terraform: no provider and no rehearsal of one has it. */
export const TERRAFORM_DATA: ResourceType = {
  name: 'terraform_data',
  harmless: 'it is kept in the state only, and what is replaced because of it is a change of its own',
};
