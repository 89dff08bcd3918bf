import { field } from '../../shared/json';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';

/** What decides who gets in and is read by no rule. What other rules say of a removal holds for it too. */
export const accessControl: readonly ChangeRule<ChangeSubject>[] = [
  {
    id: 'resource/access-control-changed',
    severity: 'high',
    outsideProduction: 'medium',
    summary: 'A role, a policy of the org, an identity provider, a network zone or a hook comes or changes.',
    see: 'https://registry.terraform.io/providers/okta/okta/latest/docs',
    means: 'people may be let in, kept out, or asked for fewer factors, or others may administer the org',
    *check({ type, change, before, after, changed }) {
      const effect = type.accessControl;
      const comes = change.kind === 'create' || change.kind === 'replace';
      if (effect === undefined || (!comes && (change.kind !== 'update' || changed.length === 0))) return;
      const value = field(after, 'name') ?? field(before, 'name') ?? change.address;
      const todo = 'look at what it allows before and after: this review does not read it';
      yield { prop: type.name, must: `be changed on purpose, because ${effect}`, value, todo };
    },
  },
];
