import { SENSITIVE } from '../shared/masker';

/** Stands in a plan's values for one that is not shown. Compared by identity; as JSON and in messages it is its text. */
export class Marker {
  constructor(readonly text: string) {}

  toJSON(): string {
    return this.text;
  }

  toString(): string {
    return this.text;
  }
}

/** A sensitive value, or one that may be sensitive. */
export const MASKED = new Marker(SENSITIVE);

/** A value that Terraform learns from Okta while it applies. */
export const AFTER_APPLY = new Marker('(known after apply)');
