/** One comment of a pull or merge request, as the API gives it. */
export interface StoredComment {
  readonly id: number;
  /** Id of the account that wrote it. */
  readonly author: number | undefined;
  readonly body: string;
}

/** The comments of one pull or merge request. Every call may throw a ApiError. */
export interface CommentStore {
  /** Most characters of a comment. */
  readonly limit: number;
  /** Id of the account that the token belongs to. */
  whoAmI(): Promise<number>;
  /** All of them. */
  list(): Promise<readonly StoredComment[]>;
  create(body: string): Promise<{ readonly id: number }>;
  /** @returns false when the comment is gone. */
  update(id: number, body: string): Promise<boolean>;
  /** A comment that is gone already is fine. */
  remove(id: number): Promise<void>;
}
