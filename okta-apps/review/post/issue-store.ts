/** One open issue, as the API gives it. */
interface StoredIssue {
  readonly number: number;
  /** Id of the account that opened it. */
  readonly author: number | undefined;
  readonly title: string;
  readonly body: string;
}

export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** The issues of one repository. Every call may throw an ApiError. */
export interface IssueStore {
  /** Id of the account that the token belongs to. */
  whoAmI(): Promise<number>;
  /** All that are open. */
  listOpen(): Promise<readonly StoredIssue[]>;
  open(issue: IssueText): Promise<number>;
  change(number: number, issue: IssueText): Promise<void>;
  /** Closes it with a last text. */
  close(number: number, issue: IssueText): Promise<void>;
}

/** What became of the issue. */
export interface KeptIssue {
  readonly outcome: 'opened' | 'updated' | 'unchanged' | 'closed' | 'none';
  readonly number?: number;
}

/**
 * Leaves exactly one open issue of ours with this text, or none. It is found by its marker and its author, because
 * anyone can write the marker. Of several, which two jobs at once may open, the oldest stays.
 *
 * @param isNeeded Whether there is something to say; else the text is the last one of the issue that is closed.
 * @throws ApiError
 */
export async function keepIssue(
  store: IssueStore,
  { marker, isNeeded, text }: { readonly marker: string; readonly isNeeded: boolean; readonly text: IssueText },
): Promise<KeptIssue> {
  const me = await store.whoAmI();
  const own = (await store.listOpen())
    .filter(({ author, body }) => author === me && body.trimStart().startsWith(marker))
    .sort((a, b) => a.number - b.number);
  const [kept, ...others] = own;
  const closed = isNeeded ? others : own;
  for (const { number } of closed) await store.close(number, text);
  if (!isNeeded) return kept === undefined ? { outcome: 'none' } : { outcome: 'closed', number: kept.number };
  if (kept === undefined) return { outcome: 'opened', number: await store.open(text) };
  const isSame = kept.title === text.title && kept.body.replaceAll('\r\n', '\n').trimEnd() === text.body.trimEnd();
  if (isSame) return { outcome: 'unchanged', number: kept.number };
  await store.change(kept.number, text);
  return { outcome: 'updated', number: kept.number };
}
