import type { Attribute, Attributes } from './attribute';
import type { ResourceType } from './resource-type';

/** What is known of an attribute of the type; nothing of one that is listed nowhere. */
export function attributeOf({ attributes = {} }: ResourceType, name: string): Attribute {
  return own(attributes, name) ?? own(COMMON, name) ?? {};
}

/** The attribute as a person calls it. */
export function wordsOf(type: ResourceType, name: string): string {
  return attributeOf(type, name).words ?? name;
}

/** Names are somebody else's: `constructor` is none of the list. */
function own(attributes: Attributes, name: string): Attribute | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** What names mean in every type that has them and does not say otherwise. */
const COMMON: Attributes = {
  id: { computed: true },
  name: { computed: true },
  label: { order: 1, identifies: true },
  client_id: { words: 'client id', order: 2, identifies: true },
  status: { order: 3, default: 'ACTIVE' },
  active: { default: true },
  type: { words: 'application type' },
  app_id: { identifies: true },
  group_id: { words: 'group', identifies: true },
  policy_id: { words: 'authentication policy', identifies: true },
  scopes: { form: 'set', identifies: true },
  profile: { form: 'json', unsetReadsAs: '{}' },
  issuer_mode: { words: 'issuer mode', default: 'ORG_URL' },
  pkce_required: { words: 'PKCE required', order: 10 },
  participate_slo: { unsetReadsAs: false },
  client_secret: { computed: true, secret: true },
  groups_included: { words: 'groups included', form: 'set' },
  groups_excluded: { words: 'groups excluded', form: 'set' },
  users_included: { words: 'users included', form: 'set' },
  users_excluded: { words: 'users excluded', form: 'set' },
  logo_url: { computed: true },
  timeouts: { terraformOnly: true },
  retain_assignment: { terraformOnly: true, default: false },
};
