/** One request to an org. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/** What an org answered; an empty body is undefined. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks one org. */
export type Ask = (request: Request) => Promise<Answer>;

/** What earlier answers gave, by name; a step that asks for what is not there is skipped. */
export type Known = (name: string) => string;

/** One thing that is tried at both orgs, and compared. */
export interface Step {
  readonly name: string;
  readonly request: (known: Known) => Request;
  /** Names for parts of the answer. */
  readonly keep?: (body: unknown) => Readonly<Record<string, unknown>>;
}

/** A step needs what an earlier one did not get. */
export class NotKnown extends Error {
  override readonly name = 'NotKnown';
}
