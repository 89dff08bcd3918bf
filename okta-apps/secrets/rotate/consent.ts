import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { isCi } from '../../shared/log-text';
import type { Run } from './advance';
import type { Candidate } from './candidates';
import type { RotateOptions } from './rotate-options';
import { failedText } from './texts';

/**
 * Asks for what cannot be undone: a refresh of a leaked secret, and a rollback. Each app is confirmed by its label.
 *
 * @returns Whether all were.
 * @throws UserError without a terminal and `--yes`.
 */
export async function areConfirmed(
  chosen: readonly Candidate[],
  { now, rollback, yes }: Pick<RotateOptions, 'now' | 'rollback' | 'yes'>,
  io: Pick<Io, 'ask' | 'env' | 'stderr'>,
): Promise<boolean> {
  if ((now !== true && rollback !== true) || yes === true || chosen.length === 0) return true;
  const option = now === true ? '--now' : '--rollback';
  const ask = asker(io);
  if (ask === undefined) throw new UserError(`There is no terminal to confirm ${option}. Pass --yes`);
  const what =
    now === true
      ? 'gets a new secret, and the old one stops at once: relying parties that do not read the sink again fail'
      : 'gets its old secret activated again, and the new one is deleted only if the sink holds the old one';
  for (const { app } of chosen) {
    const answer = await ask(`${app.path} ${what}.\nType its label (${app.label}) to confirm: `);
    if (answer.trim() === app.label) continue;
    io.stderr.write(`Not confirmed; nothing was changed\n`);
    return false;
  }
  return true;
}

/** How a person agrees to retire a secret without proof; one question at a time. Nothing where no one can be asked. */
export function consentOn(io: Pick<Io, 'ask' | 'env'>): Pick<Run, 'consent' | 'afterFailures'> {
  const ask = asker(io);
  if (ask === undefined) return {};
  let before: Promise<unknown> = Promise.resolve();
  const answerTo = (question: string): Promise<string> => {
    const answer = before.then(async () => (await ask(question)).trim());
    before = answer.catch(() => undefined);
    return answer;
  };
  return {
    afterFailures: async (app, secretId, failures) => {
      const answer = await answerTo(
        `${app.path}: ${failedText(failures)}. A relying party may still have the old secret ${secretId}.\n` +
          'Type "activate" to activate it again, or "delete" to delete it all the same: ',
      );
      return answer === 'activate' || answer === 'delete' ? answer : 'leave';
    },
    consent: async (app, secretId, why) => {
      const question =
        `${app.path}: the sink ${why === 'unreadable' ? 'cannot tell which secret it has' : 'cannot be read'}. If it does not ` +
        `have the newer one, relying parties fail when ${secretId} is deactivated.\nType its label (${app.label}) to continue: `;
      return (await answerTo(question)) === app.label;
    },
  };
}

function asker({ ask, env }: Pick<Io, 'ask' | 'env'>): Io['ask'] {
  return isCi(env) ? undefined : ask;
}
