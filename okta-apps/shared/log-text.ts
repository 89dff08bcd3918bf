import { writtenOut } from './visible-text';

type Variables = Readonly<Record<string, string | undefined>>;

/** What this project itself writes to a terminal: the line of progress, and the colors of reviews. */
const PAINT = /(\u001b\[(?:1|22|3[1-6]|39|90)m)/;
const TERMINAL = /(\r\u001b\[K|\u001b\[(?:1|22|3[1-6]|39|90)m)/;

/** Controls but tabs and ends of lines, invisible characters, lone surrogates, separators of lines and paragraphs. */
const UNPRINTABLE = /\r(?!\n)|[^\P{C}\n\t\r]|[\p{Zl}\p{Zp}]/gu;

/**
 * What CI systems act on, up to the character that is written out: commands of GitHub at the start of a line, those of
 * Azure, TeamCity and the older ones of GitHub anywhere in it, and the sections of GitLab.
 */
const COMMAND = /(?:(?<=^[^\S\n]*)::|##[\w-]{0,40}\[|section_(?:start|end):)/gm;

/** More of an unfinished line is not needed to know a command that goes on in the next piece. */
const KEPT = 100;

/** Whether what this process writes becomes the log of a CI system, which may act on lines of it. */
export function isCi(env: Variables): boolean {
  const { CI = '', TF_BUILD = '', GITLAB_CI = '', TEAMCITY_VERSION = '' } = env;
  return isGitHub(env) || [CI, TF_BUILD, GITLAB_CI, TEAMCITY_VERSION].some((value) => !/^(?:|false|0)$/i.test(value));
}

/** Whether the log is that of a job of GitHub Actions. */
export function isGitHub(env: Variables): boolean {
  return env['GITHUB_ACTIONS'] === 'true';
}

/** The text with every character written out that a terminal would act on or not show; a JSON document stays the same. */
export function printable(text: string, { isTTY = false }: { readonly isTTY?: boolean }): string {
  const parts = text.split(isTTY ? TERMINAL : PAINT);
  return parts.map((part, at) => (at % 2 === 1 ? part : part.replace(UNPRINTABLE, writtenOut))).join('');
}

/** What goes to one stream, piece by piece, with no line in it that a CI system would act on. */
export class LogLines {
  /** What the unfinished line holds, as far as a command may still come of it. */
  #line = '';

  /** True when the next piece begins a line. */
  get atStart(): boolean {
    return this.#line === '';
  }

  /** The last character of a command is the one written out, because those before it may have been written already. */
  readonly next = (text: string): string => {
    const whole = (this.#line + text).replace(
      COMMAND,
      (command) => command.slice(0, -1) + writtenOut(command.slice(-1)),
    );
    const added = whole.slice(this.#line.length);
    const line = whole.slice(whole.lastIndexOf('\n') + 1);
    this.#line = line.length <= KEPT ? line : `${line.trim() === '' ? '' : '…'}${line.slice(-KEPT)}`;
    return added;
  };
}
