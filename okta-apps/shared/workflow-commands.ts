import { linesOf } from './masker';

/**
 * The commands that a job of GitHub Actions takes from its log. Between two of ours it takes none: whatever else is
 * written could be a text from outside. The process has to resume them when it ends, after a signal too; after
 * `kill -9` nothing can, and the further steps of that job have no commands.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export class WorkflowCommands {
  #token: string | undefined;
  readonly #write: (lines: string) => unknown;

  /** @param write Writes whole lines to the log, as they are. */
  constructor(write: (lines: string) => unknown) {
    this.#write = write;
  }

  /** Has the job mask the secrets in all of its log, also in what later steps write. */
  readonly mask = (secrets: readonly string[]): void => {
    const masks = [...new Set(secrets.flatMap(linesOf))].map((secret) => `::add-mask::${escapeData(secret)}\n`);
    const resume = this.#resumeLine();
    // Not of node:crypto, which every command would load before it knows whether it runs in such a job.
    this.#token = globalThis.crypto.randomUUID().replaceAll('-', '');
    this.#write(`${resume}${masks.join('')}::stop-commands::${this.#token}\n`);
  };

  /** Has the job take commands again: those of the steps after this one. */
  readonly resume = (): void => {
    if (this.#token === undefined) return;
    this.#write(this.#resumeLine());
    this.#token = undefined;
  };

  #resumeLine(): string {
    return this.#token === undefined ? '' : `::${this.#token}::\n`;
  }
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
