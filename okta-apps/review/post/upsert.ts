import { ApiError } from './api-call';

/** One comment of a pull or merge request, as the API gives it. */
interface StoredComment {
  readonly id: number;
  /** Id of the account that wrote it. */
  readonly author: number | undefined;
  readonly body: string;
}

/** The comments of one pull or merge request. Every call may throw an ApiError. */
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

export type Upserted = 'created' | 'updated';

/** Deletions and creations by others between two looks; more of them mean that another program loops. */
const MOST_ROUNDS = 4;

/**
 * Leaves exactly one comment of ours with this body. It is found by its marker and its author: anybody can write the
 * marker, and what stands in an old comment is never read.
 *
 * Two jobs that run at once both look again after they wrote; the oldest comment stays, with the last body.
 *
 * @param marker how the body begins.
 * @throws ApiError
 */
export async function upsertComment(store: CommentStore, marker: string, body: string): Promise<Upserted> {
  if (!body.startsWith(marker)) throw new ApiError('the comment does not begin with its marker');
  if (body.length > store.limit) {
    throw new ApiError(`the comment has ${body.length} characters, ${store.limit} are allowed`);
  }
  const me = await store.whoAmI();
  let created: number | undefined;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const own = ownComments(await store.list(), me, marker);
    const [kept, ...others] = own;
    if (kept === undefined) {
      created = (await store.create(body)).id;
      continue;
    }
    const written = kept.id === created || (await store.update(kept.id, body));
    for (const { id } of others) await store.remove(id);
    if (written) return created === undefined ? 'updated' : 'created';
  }
  throw new ApiError('the comment was deleted repeatedly while it was being written; find out what deletes it');
}

/**
 * The oldest first, so that two jobs agree on which one stays. Who may edit comments can put text above the marker: as
 * long as the marker is on a line of its own the comment is replaced. A quote of it is not.
 */
function ownComments(comments: readonly StoredComment[], me: number, marker: string): readonly StoredComment[] {
  return comments
    .filter(({ author, body }) => author === me && body.split(/\r?\n/).some((line) => line.trim() === marker))
    .sort((a, b) => a.id - b.id);
}
