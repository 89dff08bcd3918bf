import type { LookUp } from '../look-ups';
import type { UnknownValue } from '../unknown-values';
import type { ChangeRule, Subject } from './change-rule';

/** What one look-up of the code found in the org. */
export interface LookUpSubject extends Subject {
  readonly lookUp: LookUp;
}

const DATA = 'https://developer.hashicorp.com/terraform/language/data-sources';
const GROUP = 'https://registry.terraform.io/providers/okta/okta/latest/docs/data-sources/group';

const otherName: ChangeRule<LookUpSubject> = {
  id: 'look-up/other-name',
  severity: 'block',
  title: 'A look-up found a different object from the one that the code specifies.',
  needsOrg: true,
  see: GROUP,
  impact:
    'the provider also accepts a single object whose name only starts with the text: other users would get the reviewed access',
  fix: 'write the full name, exactly as it is in Okta',
  *check({ lookUp: { differing, found } }) {
    for (const { attribute, asked, found: value } of differing) {
      const id = found === undefined ? '' : ` (${found.value})`;
      yield {
        prop: attribute,
        must: asked === undefined ? 'be written in the code as a text' : `be ${JSON.stringify(asked)}`,
        value: `${value}${id}`,
        ...(asked !== undefined && { note: `the code specifies ${JSON.stringify(asked)}` }),
        fix:
          asked === undefined
            ? 'write the name itself, so that it can be compared with what is found'
            : 'create the object, or write its full name, exactly as it is in Okta',
      };
    }
  },
};

const otherId: ChangeRule<LookUpSubject> = {
  id: 'look-up/other-id',
  severity: 'high',
  title: 'A look-up found a different object from the one that the last apply found.',
  needsOrg: true,
  see: DATA,
  impact: 'the object was recreated, or another one took its name: other users may get the reviewed access',
  fix: 'find out who recreated or renamed it and why; rename it back if this is not the one that is meant',
  *check({ lookUp: { earlier, found, reads } }) {
    if (earlier === undefined) return;
    yield {
      prop: reads,
      must: `be ${earlier}, as at the last apply`,
      value: found?.value,
      note: `it was ${earlier} at the last apply`,
    };
  },
};

const several: ChangeRule<LookUpSubject> = {
  id: 'look-up/several',
  severity: 'high',
  title: 'A look-up takes the first of several objects that its search can match.',
  needsOrg: true,
  see: DATA,
  impact: 'a new object that also matches can be picked instead of the intended one',
  fix: 'look it up by its full name or by its ID',
  *check({ lookUp: { searches, found } }) {
    if (searches.length === 0) return;
    const value = found === undefined ? searches : [...searches, found.value];
    yield { prop: 'look-up', must: 'match one object only', value };
  },
};

const late: ChangeRule<LookUpSubject> = {
  id: 'look-up/late',
  severity: 'block',
  title: 'A look-up is made only during the apply.',
  needsOrg: true,
  see: `${DATA}#depends_on`,
  impact: 'which object gets the access is decided after everything was checked',
  fix: 'remove its depends_on, or apply what it depends on first, in a separate change',
  *check({ lookUp }) {
    if (lookUp.late === undefined) return;
    yield { prop: lookUp.reads, must: 'be known before the apply', value: 'known after apply' };
  },
};

/** Rules about what the code looks up; none of it is known without the org. */
export const lookUpRules: readonly ChangeRule<LookUpSubject>[] = [otherName, otherId, several, late];

/** One value of a plan that is known only after the apply. */
export interface UnknownSubject extends Subject {
  readonly unknown: UnknownValue;
}

const unknownValue: ChangeRule<UnknownSubject> = {
  id: 'plan/unknown-value',
  severity: 'block',
  title: 'A value that the code must determine is known only after the apply.',
  see: 'https://developer.hashicorp.com/terraform/internals/json-format#plan-representation',
  impact: 'what is sent to Okta there cannot be reviewed',
  fix: 'write the value itself; only IDs of other objects may be known later',
  *check({ unknown: { path } }) {
    yield { prop: path, must: 'be known before the apply', value: 'known after apply' };
  },
};

export const unknownRules: readonly ChangeRule<UnknownSubject>[] = [unknownValue];
