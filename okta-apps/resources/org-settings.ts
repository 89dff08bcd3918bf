import type { ResourceType } from './resource-type';

const HOOKS = 'whoever runs the address decides what goes on, or is told of it';

/** Network zones. */
export const NETWORK_ZONE: ResourceType = {
  name: 'okta_network_zone',
  accessControl: 'policies let people in by it',
};

/** Hooks: Okta calls an address while it does something. */
export const HOOK_TYPES: readonly ResourceType[] = [
  { name: 'okta_event_hook', accessControl: HOOKS },
  { name: 'okta_inline_hook', accessControl: HOOKS },
];
