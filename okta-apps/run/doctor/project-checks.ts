import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AssembledStack } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { reviewRulesOf, unknownRules } from '../../review/manifest-rules';
import { shown } from '../../shared/visible-text';
import { ignoredFilesText } from '../ignored-files';
import type { Check } from './check';

/** Whether commands can write where they have to. */
export async function folderChecks({ folder, outdir }: Project): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const place of [folder, outdir, path.join(folder, '.okta-local')]) {
    try {
      await access(place, constants.W_OK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      checks.push({ status: 'wrong', text: `${place} cannot be written; make it yours (chown, chmod u+w)` });
    }
  }
  const org = await stat(path.join(folder, '.okta-local', 'org')).catch(() => undefined);
  if (org !== undefined && process.platform !== 'win32' && (org.mode & 0o077) !== 0) {
    checks.push({ status: 'note', text: '.okta-local/org is open to others; the local org closes it when it starts' });
  }
  return checks.length === 0 ? [{ status: 'ok', text: 'the folders can be written' }] : checks;
}

/** Files of variables that no command reads. */
export function variableFileChecks(project: Project): readonly Check[] {
  const text = ignoredFilesText(project).trimEnd();
  return text === '' ? [] : [{ status: 'note', text }];
}

/** Rules of the review that `env/` names; the synth knows its own only. */
export function ruleChecks(stacks: readonly AssembledStack[]): readonly Check[] {
  const texts = stacks.flatMap(({ manifest: { environment, rules } }) =>
    unknownRules(reviewRulesOf(rules)).map(({ named, rule, address, meant }) => {
      const of = address === undefined ? '' : ` of ${shown(address)}`;
      const todo = meant === undefined ? 'look the id up in docs/review-rules.md' : `write "${meant}"`;
      return `${environment}: ${named}${of} must name a rule that exists, got ${shown(rule)}; ${todo}`;
    }),
  );
  return [...new Set(texts)].map((text) => ({ status: 'note', text }));
}
