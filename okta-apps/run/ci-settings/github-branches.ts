import { inner, list } from '../../shared/json';
import { defaultBranch, PER_PAGE, type Reader } from './github-reader';
import type { SettingCheck } from './setting-check';

/** What of the repository may not be rewritten. Rulesets and classic branch protection both count. */
export function branchChecks(read: Reader): readonly SettingCheck[] {
  return [
    {
      id: 'branch/protected',
      right: 'the default branch is protected',
      where: 'Settings > Rules > Rulesets',
      look: async () => {
        const { isProtected, rules, classic } = await protectionOf(read);
        const types = rules.map((rule) => inner(rule, 'type'));
        const missing = Object.keys(CLASSIC).filter(
          (type) => !types.includes(type) && CLASSIC[type]?.(classic) !== true,
        );
        return [
          ...(isProtected ? [] : ['it is not']),
          ...(missing.length === 0
            ? []
            : [`no active ruleset of it and no branch protection rule has ${missing.join(', ')}`]),
        ];
      },
    },
    {
      id: 'branch/up-to-date',
      right: 'branches are up to date before they are merged',
      where: 'Settings > Rules > Rulesets > Require status checks to pass > Require branches to be up to date',
      look: async () => {
        const { rules, classic } = await protectionOf(read);
        const isStrict =
          rules.some((rule) => inner(rule, 'parameters', 'strict_required_status_checks_policy') === true) ||
          rules.some((rule) => inner(rule, 'type') === 'merge_queue') ||
          inner(classic, 'required_status_checks', 'strict') === true;
        return isStrict ? [] : ['neither a required check nor a merge queue asks for it'];
      },
    },
    {
      id: 'tags/protected',
      right: 'tags are protected',
      where: 'Settings > Rules > Rulesets > New tag ruleset',
      look: async () => {
        const found = list(await read.get(`/rulesets?targets=tag&per_page=${PER_PAGE}`, 'metadata: read'));
        const active = found.some((one) => inner(one, 'target') === 'tag' && inner(one, 'enforcement') === 'active');
        return active ? [] : ['no active ruleset is for tags'];
      },
    },
  ];
}

/** By the rule of a ruleset: whether classic branch protection asks for the same, of administrators too. */
const CLASSIC: Readonly<Record<string, (protection: unknown) => boolean>> = {
  pull_request: (protection) =>
    inner(protection, 'required_pull_request_reviews') !== undefined &&
    inner(protection, 'enforce_admins', 'enabled') === true,
  non_fast_forward: (protection) => inner(protection, 'allow_force_pushes', 'enabled') === false,
  deletion: (protection) => inner(protection, 'allow_deletions', 'enabled') === false,
};

interface Protection {
  readonly isProtected: boolean;
  /** Of all rulesets that are active for the branch. */
  readonly rules: readonly unknown[];
  /** Undefined where the branch has no classic protection, or all is in rulesets. */
  readonly classic: unknown;
}

async function protectionOf(read: Reader): Promise<Protection> {
  const branch = encodeURIComponent(await defaultBranch(read));
  const found = await read.get(`/branches/${branch}`, 'contents: read');
  const rules = list(await read.get(`/rules/branches/${branch}?per_page=${PER_PAGE}`, 'metadata: read'));
  const classic = await read.getIf(`/branches/${branch}/protection`, 'administration: read');
  return { isProtected: inner(found, 'protected') === true, rules, classic };
}
