/**
 * What the code of a project says of an org's apps. It comes to the org from `okta-apps org`: the org itself reads no file
 * of a project.
 */
export interface Code {
  readonly apps: readonly DeclaredApp[];
  /** Sentences about what could not be read, and about files that are newer than what was read. */
  readonly notes: readonly string[];
}

/** An app as the code declares it. */
export interface DeclaredApp {
  /** Its id in the org; undefined when no apply has created it. */
  readonly id: string | undefined;
  readonly label: string;
  /** Its attributes by their name in Terraform, and the groups that it is assigned to as `GROUPS`. */
  readonly attributes: Readonly<Record<string, DeclaredValue>>;
}

/** What the code gives an attribute, and where. */
export interface DeclaredValue {
  /** Undefined when only an apply knows it. */
  readonly values: readonly string[] | undefined;
  readonly from: Origin;
}

/** A construct of the code. */
export interface Origin {
  /** Its path: `storefront-local/storefront-web`. */
  readonly construct: string;
  /** `stacks/storefront-stack.ts:14`; undefined when the synth did not write it. */
  readonly place: string | undefined;
}

/** The name under which the groups of an app are among its attributes: they are a resource of their own. */
export const GROUPS = '(groups)';

/** Gives what the code says at the moment. */
export type ReadCode = () => Code;

/** A groups claim in one text: `groups: STARTS_WITH shop-`. */
export function groupsClaimText(name: string, filter: string, value: string): string {
  return [`${name}:`, filter, value].filter((part) => part !== '').join(' ');
}
