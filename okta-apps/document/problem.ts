/** What is wrong with a document or the files beside it; each is a rule of the review. */
export type ProblemKind =
  /** A key that no list has: a block, a meta-argument or a setting. */
  | 'not-listed'
  /** A block or a type that runs programs. */
  | 'runs-programs'
  /** A type or a provider that is not Okta's. */
  | 'type-not-listed'
  /** Configuration of okta/okta that sends credentials or requests elsewhere. */
  | 'provider-configuration'
  /** A backend that the base does not have. */
  | 'other-backend'
  /** The state of a stack that is not of this environment. */
  | 'other-state'
  /** A value that Terraform would write into the state in clear. */
  | 'secret-in-state'
  /** A module that is not in the assets of the stack, or whose files cannot be read. */
  | 'module-not-read'
  /** An expression that cannot be read. */
  | 'syntax'
  /** A call that gives something else at another time or on another machine. */
  | 'function'
  /** A value from outside of the document, where it may not be. */
  | 'undecidable'
  /** A file that Terraform would read beside the document. */
  | 'other-file'
  /** An asset that is no ordinary file. */
  | 'unusual-asset';

/** One place where a document says what it may not say. Holds no value of an attribute that could be secret. */
export interface DocumentProblem {
  readonly kind: ProblemKind;
  /** Terraform address, or what comes closest to one: `provider.okta`, `terraform`, the name of a file. */
  readonly address: string;
  /** The key that says it, as a path inside of that. */
  readonly prop: string;
  readonly value?: unknown;
  /** What is wrong, in a sentence, where the kind alone does not say it. */
  readonly why?: string;
  /** Where it is written, in a module: `assets/zones/0A1B/main.tf:12`. */
  readonly at?: string;
}
