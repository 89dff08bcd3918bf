import type { Values } from '../plan/plan';
import type { Access } from './access';
import type { Decides } from './reach';

/** What a URI is for. Where people are sent with a code counts most. */
export type UriUse = 'redirect' | 'logout' | 'login' | 'front-channel logout' | 'keys';

/** When an attribute says something at all. */
export interface Condition {
  readonly holds: (values: Values) => boolean;
  /** Stands for the value where the condition does not hold; undefined when even that cannot be told. */
  readonly otherwise: (values: Values) => string | undefined;
}

/** One attribute of a resource type: how it is read, compared and shown, and what it decides. */
export interface Attribute {
  /** What a person calls it. @default - its name */
  readonly words?: string;
  /** `set`: the order means nothing. `list`: order is kept. `json`: a text whose meaning is its JSON. @default 'value' */
  readonly form?: 'set' | 'list' | 'json' | 'value';
  /** Place among the attributes that a reviewer looks for first. @default - after all of them, by name */
  readonly order?: number;
  /** How it decides who gets in. @default - it does not, or no rule reads it */
  readonly access?: Access;
  /** A change of it is a finding, because of this; rules do not read what its values mean. */
  readonly decides?: Decides;
  /** In a new resource it says nothing, because there is nothing that it could take from anyone. */
  readonly onlyWhenChanged?: true;
  /** Name of the attribute whose change says it already. */
  readonly saidBy?: string;
  /** Why a change of it needs no finding: its values let no one in, keep no one out, and tell no one anything. */
  readonly harmless?: string;
  /** Its JSON also holds who owns the app; see shared/ownership.ts. */
  readonly ownership?: true;
  /** Its values are URIs that people or Okta are sent to. */
  readonly uri?: UriUse;
  /** Says something only then. */
  readonly when?: Condition;
  /** `true`: it holds a secret. `false`: its name sounds as if it did, and it does not. */
  readonly secret?: boolean;
  /** Shown when the resource goes: enough to know it. */
  readonly identifies?: true;
  /** Should be in production as in the environments before it. */
  readonly parity?: true;
  /** Computed by Okta or by Terraform: what it becomes says nothing about the change. */
  readonly computed?: true;
  /** Unset in a new resource, it is Okta's to decide. */
  readonly chosenByOkta?: true;
  /** The provider's default: a new resource that has it has nothing to show for it. */
  readonly default?: unknown;
  /** The same where it depends on other values; undefined where those do not tell. */
  readonly defaultFor?: (values: Values) => unknown;
  /** Unset in the plan, this in the state after an apply. */
  readonly unsetReadsAs?: false | string;
  /** Kept by the provider and never sent to Okta. */
  readonly terraformOnly?: true;
  /** Not read back by an import: set from nothing, it changes the state and no field in Okta. */
  readonly unreadByImport?: true;
  /** A rule of its own says what it means when the value is known only after the apply. */
  readonly reviewedWhenUnknown?: true;
  /** Its value is the path of a file. */
  readonly file?: true;
  /** May be the id of the object itself, and stays what it is when the object gets another id. */
  readonly mayEqualId?: true;
}

export type Attributes = Readonly<Record<string, Attribute>>;
