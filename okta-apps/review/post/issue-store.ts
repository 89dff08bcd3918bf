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
  /** The closed ones that were changed last. */
  listClosed(): Promise<readonly StoredIssue[]>;
  open(issue: IssueText): Promise<number>;
  change(number: number, issue: IssueText): Promise<void>;
  /** Opens a closed one again with this text. */
  reopen(number: number, issue: IssueText): Promise<void>;
  /** Closes it with a last text. */
  close(number: number, issue: IssueText): Promise<void>;
}

/** What became of the issue. */
export interface KeptIssue {
  readonly outcome: 'opened' | 'reopened' | 'updated' | 'unchanged' | 'closed' | 'none';
  readonly number?: number;
}

/** What an issue is to say, and how it is found. */
export interface IssueToKeep {
  /** How its text begins. */
  readonly marker: string;
  /** Whether there is something to say; else the text is the last one of the issue that is closed. */
  readonly isNeeded: boolean;
  readonly text: IssueText;
  /** Whether a closed one of ours is opened again, in place of another one. @default false */
  readonly reopens?: boolean;
}

/**
 * Leaves exactly one open issue of ours with this text, or none. It is found by its marker and its author, because
 * anyone can write the marker. Of several, which two jobs at once may open, the oldest stays.
 *
 * @throws ApiError
 */
export async function keepIssue(
  store: IssueStore,
  { marker, isNeeded, text, reopens = false }: IssueToKeep,
): Promise<KeptIssue> {
  const me = await store.whoAmI();
  const isOwn = ({ author, body }: StoredIssue) => author === me && body.trimStart().startsWith(marker);
  const own = (await store.listOpen()).filter(isOwn).sort((a, b) => a.number - b.number);
  const [kept, ...others] = own;
  const closed = isNeeded ? others : own;
  for (const { number } of closed) await store.close(number, text);
  if (!isNeeded) return kept === undefined ? { outcome: 'none' } : { outcome: 'closed', number: kept.number };
  if (kept === undefined) {
    const earlier = reopens ? (await store.listClosed()).filter(isOwn).map(({ number }) => number) : [];
    if (earlier.length === 0) return { outcome: 'opened', number: await store.open(text) };
    const number = Math.max(...earlier);
    await store.reopen(number, text);
    return { outcome: 'reopened', number };
  }
  const isSame = kept.title === text.title && kept.body.replaceAll('\r\n', '\n').trimEnd() === text.body.trimEnd();
  if (isSame) return { outcome: 'unchanged', number: kept.number };
  await store.change(kept.number, text);
  return { outcome: 'updated', number: kept.number };
}
