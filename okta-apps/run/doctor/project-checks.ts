import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { readDocument, type AssembledStack } from '../../project/assembly';
import type { Project } from '../../project/find-project';
import { environmentName } from '../../project/initial-secrets';
import { reviewRulesOf, unknownRules } from '../../review/manifest-rules';
import type { Io } from '../../shared/io';
import { field, object } from '../../shared/json';
import { shown } from '../../shared/visible-text';
import { isPassed, variableAdvice } from '../error-advice';
import { ignoredFilesText } from '../ignored-files';
import { perStacks, type Check, type StackCheck } from './check';

/** Whether commands can write where they have to. */
export async function folderChecks({ folder, outdir }: Project): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const place of [folder, outdir, path.join(folder, '.okta-local')]) {
    try {
      await access(place, constants.W_OK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      checks.push({
        status: 'wrong',
        text: `${place} cannot be written; give your user write access to it (chown, chmod u+w)`,
      });
    }
  }
  const org = await stat(path.join(folder, '.okta-local', 'org')).catch(() => undefined);
  if (org !== undefined && process.platform !== 'win32' && (org.mode & 0o077) !== 0) {
    checks.push({
      status: 'note',
      text: 'other users of this machine can read .okta-local/org; the local org makes it private when it starts',
    });
  }
  return checks.length === 0 ? [{ status: 'ok', text: 'the folders can be written' }] : checks;
}

/** Files of variables that no command reads. */
export function variableFileChecks(project: Project): readonly Check[] {
  const text = ignoredFilesText(project).trimEnd();
  return text === '' ? [] : [{ status: 'note', text }];
}

/** Set by every run. */
const OWN_VARIABLE = 'max_api_capacity';

/** Variables of the stacks that have no value: no plan asks for one. Initial client secrets are filled in until an apply. */
export function variableChecks(stacks: readonly AssembledStack[], env: Io['env']): readonly Check[] {
  const found: StackCheck[] = [];
  for (const stack of stacks) {
    const { name, manifest } = stack;
    const filled = [OWN_VARIABLE, ...manifest.birthSecrets.map(({ variable }) => variable)];
    for (const [variable, body] of Object.entries(object(field(readDocument(stack), 'variable')))) {
      const isSet = env[environmentName(variable)] !== undefined;
      if (filled.includes(variable) || field(object(body), 'default') !== undefined) continue;
      if (isSet && isPassed(variable, manifest)) continue;
      const todo = variableAdvice(variable, stack, env);
      const text = `${manifest.environment}: the variable ${shown(variable)} has no value; ${todo}`;
      found.push({ stack: name, check: { status: isSet ? 'wrong' : 'missing', text } });
    }
  }
  return perStacks(found);
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
