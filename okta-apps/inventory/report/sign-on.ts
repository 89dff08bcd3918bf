import type { OrgClient } from '../../okta/client';
import { isRefusal, NO_RIGHT } from '../../okta/refusal';
import type { SignOnPolicy } from '../../okta/sign-on-policies';
import { counted } from '../../shared/lists';
import { shown } from '../../shared/visible-text';
import { bySeverity, type ReportFinding } from './finding';
import type { ReportApp } from './report-app';
import type { NotLookedAt } from './report-summary';

/** Apps with their sign-on policies, and what could not be read or understood of them. */
export interface SignOnLook {
  readonly apps: readonly ReportApp[];
  readonly notLookedAt: readonly NotLookedAt[];
}

/**
 * Adds to each app the name of its sign-on policy, and a finding where a rule of it lets users in with one factor. Each
 * policy is read once, in two requests; many apps share one.
 *
 * @throws CallError
 */
export async function withSignOn(
  apps: readonly ReportApp[],
  client: OrgClient,
  stop: AbortSignal,
): Promise<SignOnLook> {
  const ids = [...new Set(apps.flatMap(({ signOnPolicy }) => signOnPolicy?.id ?? []))];
  const policies = new Map<string, SignOnPolicy>();
  const refused: NotLookedAt[] = [];
  if (ids.length > 0) {
    const { readSignOnPolicy } = await import('../../okta/sign-on-policies.js');
    for (const id of ids) {
      stop.throwIfAborted();
      try {
        policies.set(id, await readSignOnPolicy(client, id));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const isAll = error.status === NO_RIGHT;
        refused.push({ what: isAll ? 'sign-on policies' : `the sign-on policy ${shown(id)}`, why: error.message });
        if (isAll) break;
      }
    }
  }
  const seen = apps.map((app) => {
    const policy = policies.get(app.signOnPolicy?.id ?? '');
    return policy === undefined ? app : signedOn(app, policy);
  });
  return { apps: seen, notLookedAt: [...refused, ...withoutLink(apps), ...notUnderstood([...policies.values()])] };
}

function signedOn(app: ReportApp, { id, name, rules }: SignOnPolicy): ReportApp {
  const weak = rules.filter(({ factors }) => factors === 'one').map((rule) => rule.name);
  const found = weak.length > 0 && app.status === 'ACTIVE' ? [oneFactor(name, weak)] : [];
  return { ...app, signOnPolicy: { id, name }, findings: [...app.findings, ...found].sort(bySeverity) };
}

function oneFactor(policy: string, rules: readonly string[]): ReportFinding {
  const words = rules.length === 1 ? 'the rule' : 'the rules';
  return {
    rule: 'report/one-factor',
    severity: 'warning',
    message:
      `The sign-on policy ${shown(policy)} must require two factors, got one in ${words} ${rules.map((rule) => shown(rule)).join(', ')}; ` +
      'assign a policy that requires two, or change the rule [report/one-factor]',
  };
}

/** Okta links no policy to a service app, to which no user signs in; orgs of the Classic Engine link none at all. */
function withoutLink(apps: readonly ReportApp[]): readonly NotLookedAt[] {
  const none = apps.filter(({ signOnPolicy, type }) => signOnPolicy === undefined && type !== 'service');
  if (none.length === 0) return [];
  return [{ what: `the sign-on policy of ${counted(none.length, 'app')}`, why: 'Okta links none to them' }];
}

function notUnderstood(policies: readonly SignOnPolicy[]): readonly NotLookedAt[] {
  return policies.flatMap(({ name, rules }) => {
    const unknown = rules.filter(({ factors }) => factors === 'unknown').map((rule) => shown(rule.name));
    if (unknown.length === 0) return [];
    return [
      {
        what: `how many factors the sign-on policy ${shown(name)} requires in ${unknown.join(', ')}`,
        why: 'the rule does not say "1FA" or "2FA"; see it in the Admin Console',
      },
    ];
  });
}
