import { field } from '../shared/json';
import { factors, objects } from './reach';
import type { ResourceType } from './resource-type';

/** A network zone: policies let users in, and ask for fewer factors, by it. A new one counts once a policy names it. */
export const NETWORK_ZONE: ResourceType = {
  name: 'okta_network_zone',
  decides: factors('policies let users in, or ask for fewer factors, by the network that they come from'),
  decidesWhenNew: (after) => (field(after, 'usage') === 'BLOCKLIST' ? undefined : objects('policies may refer to it')),
};
