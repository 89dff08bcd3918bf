import type { Values } from '../plan/plan';
import type { Credential, RateLimitBucket } from '../shared/stack-manifest';
import type { Area } from './areas';
import type { Attributes } from './attribute';
import type { Decides } from './reach';

/** What rules of the review look for, where they are about one kind of thing only. */
type Kind = 'oidc-app' | 'app' | 'api-scopes' | 'trusted-origin' | 'policy-assignment' | 'policy-rule';

/** One block of a synthesized document. */
export type Block = Readonly<Record<string, unknown>>;

/** The bucket of each request by which okta/okta reads one block, as 6.12.0 was recorded to. */
type Requests = readonly RateLimitBucket[] | RequestsOf;
type RequestsOf = (block: Block, credential: Credential['type']) => readonly RateLimitBucket[];

/** What a plan reads from an org, whether by a resource or by a data source. */
export interface Read {
  /** @default - one request to a bucket of its own */
  readonly requests?: Requests;
  /** Blocks for which the provider asks, once for all of them, whether the org is a Classic one. */
  readonly asksOrgType?: (block: Block) => boolean;
}

/** A data source of this name. */
interface DataSource extends Read {
  /** What its scopes and admin roles are about. */
  readonly reads: readonly Area[];
  /** Whether the throwaway org of a rehearsal can answer for the block. @default - it cannot */
  readonly rehearsable?: (block: Block) => boolean;
  /** What a rehearsal puts into the throwaway org for each name that is asked for. */
  readonly seeds?: 'groups' | 'policies';
}

/** Everything that the tool knows of one type of Okta's provider. Whatever is left out is not known. */
export interface ResourceType extends Read {
  /** `okta_app_oauth` */
  readonly name: string;
  readonly kind?: Kind;
  /** What is known of its attributes; `attributeOf` adds what a name means in every type. */
  readonly attributes?: Attributes;
  /** What a new one is measured against: it opens only what goes beyond this. @default - beyond nothing */
  readonly usual?: (after: Values) => Values;
  /** Why its changes are findings. @default - nothing is known of it, which is a finding itself */
  readonly decides?: Decides;
  /** What a new one decides, where that is less. @default - `decides` */
  readonly decidesWhenNew?: (after: Values) => Decides | undefined;
  /** The attribute with the id of what it is a part of: a new part of something new is reviewed with the whole. */
  readonly owner?: string;
  /** Every attribute says for itself what a change of it means: `decides` is about the whole of it only. */
  readonly eachAttribute?: true;
  /** Rules of their own say what a new one opens. */
  readonly creationReviewed?: true;
  /** Why no change of it needs a finding. */
  readonly harmless?: string;
  /** What its removal does, where that reaches further than one app. */
  readonly removalBreaks?: string;
  /** Rules of their own say what its removal means. */
  readonly removalReviewed?: true;
  /** What its scopes and admin roles are about. @default - not known */
  readonly writes?: Area;
  /** What an apply reads besides, for these blocks. */
  readonly alsoReads?: { readonly areas: readonly Area[]; readonly when: (block: Block) => boolean };
  /** The first three characters of its ids. */
  readonly idPrefix?: string;
  /** Attributes whose values, with `/` between them, are the id that an import takes. */
  readonly importId?: readonly string[];
  /** The provider of a rehearsal serves it. @default - it is left out, with placeholders for what refers to it */
  readonly rehearsal?: {
    /** Okta makes it active only: `false` in this attribute is a second step. */
    readonly activeFirst?: string;
  };
  readonly dataSource?: DataSource;
}

/** Whether Okta's provider has the type; `terraform_data` and the like are none of Okta's. */
export function isOfOkta(name: string): boolean {
  return name.startsWith('okta_');
}

/** Whether users sign in to it. */
export function isApp({ kind }: ResourceType): boolean {
  return kind === 'oidc-app' || kind === 'app';
}

/** Whether an import takes the id of the thing itself, and not ids of others. */
export function hasOwnImportId({ importId = [] }: ResourceType): boolean {
  return importId.length === 1 && importId[0] === 'id';
}

/** Whether the text is an id of this type, as Okta makes them. */
export function isIdOf({ idPrefix }: ResourceType, text: string): boolean {
  return idPrefix !== undefined && text.startsWith(idPrefix) && /^\w{20}$/.test(text);
}

/** Attributes whose values are paths of files. */
export function fileAttributes({ attributes = {} }: ResourceType): readonly string[] {
  return Object.keys(attributes).filter((name) => attributes[name]?.file);
}
