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
  summary: 'A look-up found an object that is not the one that the code asks for.',
  needsOrg: true,
  see: GROUP,
  means:
    'the provider takes a single object whose name only begins with the text: others get the access that was reviewed',
  *check({ lookUp: { differing, found } }) {
    for (const { attribute, asked, found: value } of differing) {
      const id = found === undefined ? '' : ` (${found.value})`;
      yield {
        prop: attribute,
        must: asked === undefined ? 'be written in the code as a text' : `be ${JSON.stringify(asked)}`,
        value: `${value}${id}`,
        todo:
          asked === undefined
            ? 'write the name itself, so that it can be compared with what is found'
            : 'create the object, or write its whole name as Okta has it',
      };
    }
  },
};

const otherId: ChangeRule<LookUpSubject> = {
  id: 'look-up/other-id',
  severity: 'high',
  summary: 'A look-up found another object than the last apply did.',
  needsOrg: true,
  see: DATA,
  means: 'the object was recreated, or another one took its name: others may get the access that was reviewed',
  *check({ lookUp: { earlier, found, reads } }) {
    if (earlier === undefined) return;
    const todo = 'find out who recreated or renamed it and why; rename it back if this is not the one that is meant';
    yield { prop: reads, must: `be ${earlier}, as at the last apply`, value: found?.value, todo };
  },
};

const several: ChangeRule<LookUpSubject> = {
  id: 'look-up/several',
  severity: 'high',
  summary: 'A look-up takes the first of several objects that its search can match.',
  needsOrg: true,
  see: DATA,
  means: 'a new object that matches too can take the place of the one that is meant',
  *check({ lookUp: { searches, found } }) {
    if (searches.length === 0) return;
    const todo = 'look it up by its whole name or by its ID';
    const value = found === undefined ? searches : [...searches, found.value];
    yield { prop: 'look-up', must: 'match one object only', value, todo };
  },
};

const late: ChangeRule<LookUpSubject> = {
  id: 'look-up/late',
  severity: 'block',
  summary: 'A look-up is made only while the plan is applied, so its answer cannot be shown before.',
  needsOrg: true,
  see: `${DATA}#depends_on`,
  means: 'which object gets the access is decided after everything was checked',
  *check({ lookUp }) {
    if (lookUp.late === undefined) return;
    const todo = 'remove its depends_on, or apply what it depends on first, in a change of its own';
    yield { prop: lookUp.reads, must: 'be known before the apply', value: 'known after apply', todo };
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
  summary: 'A value that the code has to determine is known only after the apply.',
  see: 'https://developer.hashicorp.com/terraform/internals/json-format#plan-representation',
  means: 'what is sent to Okta there cannot be reviewed',
  *check({ unknown: { path } }) {
    const todo = 'write the value itself; only IDs of other objects may be known later';
    yield { prop: path, must: 'be known before the apply', value: 'known after apply', todo };
  },
};

export const unknownRules: readonly ChangeRule<UnknownSubject>[] = [unknownValue];
