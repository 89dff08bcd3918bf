import { ACTIVE_LETS_IN, MEMBERS } from './access';
import type { ResourceType } from './resource-type';

/** A site that may call Okta from its pages, or that users may be sent to. */
export const TRUSTED_ORIGIN: ResourceType = {
  name: 'okta_trusted_origin',
  kind: 'trusted-origin',
  attributes: {
    origin: { identifies: true, access: MEMBERS },
    scopes: { form: 'set', identifies: true, access: MEMBERS },
    // Up to version 6 of the provider; `status` from 7 on.
    active: { default: true, access: { by: 'rank', weakestFirst: [[true], [false]] } },
    status: { order: 3, default: 'ACTIVE', access: ACTIVE_LETS_IN },
    name: { harmless: 'it is what administrators call the origin' },
  },
  eachAttribute: true,
  creationReviewed: true,
  removalReviewed: true,
  writes: 'trustedOrigins',
  requests: ['other'],
  importId: ['id'],
  rehearsal: { activeFirst: 'active' },
};

/** Trusted origins by a search. */
export const TRUSTED_ORIGINS: ResourceType = {
  name: 'okta_trusted_origins',
  dataSource: { reads: ['trustedOrigins'] },
};
