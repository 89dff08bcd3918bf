import { display } from '../meaning/differences';
import type { ParityRow } from '../parity';
import type { ChangeRule, Subject } from './change-rule';

/** One attribute in which production differs from another environment. */
export interface ParitySubject extends Subject {
  readonly row: ParityRow;
}

const differs: ChangeRule<ParitySubject> = {
  id: 'parity/production-differs',
  severity: 'info',
  title: 'Production differs from another environment in grant types, PKCE or refresh token rotation.',
  see: 'https://12factor.net/dev-prod-parity',
  impact: 'production uses settings that differ from those tested elsewhere',
  fix: 'align them, or document the difference',
  *check({ row }) {
    const value = Object.fromEntries(row.values.map(({ environment, value: text }) => [environment, display(text)]));
    yield { prop: row.attribute, must: 'be the same in production as elsewhere', value };
  },
};

export const parityRules: readonly ChangeRule<ParitySubject>[] = [differs];
