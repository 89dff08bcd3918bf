import { isCi, LogLines, printable } from './log-text';
import { maskerFor } from './masker';
import { secretValues } from './secret-variables';

/**
 * A whole text for standard error of a process that is not the command line of this tool, such as the app of a project
 * under plain `cdktf synth`: masked, with what a terminal would hide or act on written out, and in the log of a CI
 * system without a line that it acts on.
 */
export function plainOutput(text: string, env: Readonly<Record<string, string | undefined>>, isTTY: boolean): string {
  const shown = printable(maskerFor(secretValues(env)).mask(text), { isTTY });
  return isCi(env) ? new LogLines().next(shown) : shown;
}
