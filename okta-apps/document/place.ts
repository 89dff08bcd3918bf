import { idsTaken, takesSecret, type IdKind } from '../resources/references';
import type { Scope } from './modules/embedded';

/** What a place may take from outside of the document. */
export type Takes =
  | { readonly by: 'nothing' }
  /** It can only refuse, and sets no value. */
  | { readonly by: 'condition' }
  /** What is in it is reviewed where it is read. */
  | { readonly by: 'local' }
  | { readonly by: 'okta'; readonly ids: readonly IdKind[]; readonly secret: boolean; readonly type: string }
  /** Whole values, of other providers than Okta's. */
  | { readonly by: 'other'; readonly secret: boolean }
  | { readonly by: 'output' }
  /** `workspace` of another stack's state. */
  | { readonly by: 'workspace' }
  /** `max_api_capacity`, which `OktaStack` sets from a variable of that name. */
  | { readonly by: 'capacity' };

/** One string of a document in which Terraform sees an expression. */
export interface Place {
  /** The module that it is in. */
  readonly scope: Scope;
  /** `okta_app_oauth.billing`, of a module with its address in front. */
  readonly address: string;
  /** `redirect_uris[0]` */
  readonly path: string;
  readonly text: string;
  /** `key`: it is the key of an object. `reference`: an address, without `${`. */
  readonly reads: 'template' | 'key' | 'reference';
  readonly takes: Takes;
  /** Names of the loops of `dynamic` blocks around it. */
  readonly bound: ReadonlySet<string>;
}

export const NOTHING: Takes = { by: 'nothing' };
export const CONDITION: Takes = { by: 'condition' };
export const LOCAL: Takes = { by: 'local' };

/** What an attribute takes, by its path without the numbers of elements. */
export type TakesAt = (path: readonly string[]) => Takes;

/** What the attributes of a block of this type take. */
export function takesOf(section: 'resource' | 'data' | 'ephemeral', type: string): TakesAt {
  // Its address is contacted before anyone reviews what is in it.
  if (type === 'terraform_remote_state') {
    return (path) => (path.join('.') === 'workspace' ? { by: 'workspace' } : NOTHING);
  }
  if (!type.startsWith('okta_')) {
    return (path) => ({ by: 'other', secret: section === 'resource' && path.at(-1)?.endsWith('_wo') === true });
  }
  return (path) => {
    const name = path.join('.');
    return {
      by: 'okta',
      ids: section === 'ephemeral' ? [] : idsTaken(type, name, section),
      secret: section === 'resource' && takesSecret(type, name),
      type,
    };
  };
}
