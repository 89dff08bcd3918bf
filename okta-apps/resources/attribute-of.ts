import type { Attribute, Attributes } from './attribute';
import { computedOf } from './computed';
import { perType } from './per-type';
import type { ResourceType } from './resource-type';

/** What is known of an attribute of the type; nothing of one that is listed nowhere. */
export function attributeOf(type: ResourceType, name: string): Attribute {
  return computedBy(type).get(name) ?? own(type.attributes ?? {}, name) ?? own(COMMON, name) ?? {};
}

/** Whether the catalogue says of the attribute what a change of it means, be it that it means nothing. */
export function isAttributeKnown(type: ResourceType, name: string): boolean {
  const { access, uri, decides, harmless, computed, terraformOnly, secret } = attributeOf(type, name);
  return (
    [access, uri, decides, harmless, computed, terraformOnly].some((each) => each !== undefined) || secret === true
  );
}

const COMPUTED: Attribute = { computed: true };

/** Attributes that the schema gives to the provider alone; what else is known of them stays. */
const computedBy = perType(
  ({ name: type, attributes = {} }) =>
    new Map(
      computedOf(type).map((name) => [name, { ...(own(attributes, name) ?? own(COMMON, name)), ...COMPUTED }] as const),
    ),
);

/** The attribute as a person calls it. */
export function wordsOf(type: ResourceType, name: string): string {
  return attributeOf(type, name).words ?? name;
}

/** Names come from outside: `constructor` is none of the list. */
function own(attributes: Attributes, name: string): Attribute | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** What names mean in every type that has them and does not say otherwise. */
const COMMON: Attributes = {
  id: { computed: true },
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
  client_secret: { secret: true },
  groups_included: { words: 'groups included', form: 'set' },
  groups_excluded: { words: 'groups excluded', form: 'set' },
  users_included: { words: 'users included', form: 'set' },
  users_excluded: { words: 'users excluded', form: 'set' },
  timeouts: { terraformOnly: true },
  retain_assignment: { terraformOnly: true, default: false },
};
