import type { ResourceType } from '../../okta-apps/local/provider/resources/resource-type';
import { planChange } from '../../okta-apps/local/provider/sdk/plan';
import { ResourceData } from '../../okta-apps/local/provider/sdk/resource-data';
import type { ObjectValue, Value } from '../../okta-apps/local/provider/sdk/value';

/** A configuration in which everything that is not said is null. */
export function configOf({ schema }: Pick<ResourceType, 'schema'>, said: ObjectValue): ObjectValue {
  const nothing = Object.entries(schema.fields).map(([name, field]): [string, Value] => [
    name,
    field.type === 'blocks' ? [] : null,
  ]);
  return { ...Object.fromEntries(nothing), ...said };
}

/** What a resource's functions get on the create (no `prior`) or update of a configuration. */
export function dataFor(type: ResourceType, said: ObjectValue, prior: ObjectValue | null = null): ResourceData {
  const config = configOf(type, said);
  const { planned } = planChange(type.schema.fields, prior, { ...prior, ...config }, () => []);
  return new ResourceData(type.schema.fields, prior, planned, config);
}
