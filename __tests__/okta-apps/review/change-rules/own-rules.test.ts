import type { Waiver } from '../../../../okta-apps/shared/environment-rules';
import {
  otherStackRules,
  protectedPathRules,
  unknownRuleRules,
  waiverRules,
  type WaiverSubject,
} from '../../../../okta-apps/review/change-rules/own-rules';
import { faultOf } from '../../../../okta-apps/review/waivers';
import { TODAY } from '../support/reviews';
import { testRules } from '../support/rule-cases';

const AROUND = { place: {}, production: true };
const APPROVE = 'ask an owner of these files to approve the change';

function waiver(values: Partial<Waiver>): WaiverSubject {
  const whole = { rule: 'app/deleted', address: 'okta_app_oauth.old', reason: 'moved away', expires: TODAY, ...values };
  return { ...AROUND, waiver: whole, fault: faultOf(whole, TODAY) };
}

describe('rules about files that decide how a change is reviewed', () => {
  testRules(protectedPathRules, {
    'review/changes-the-review': {
      good: [],
      bad: [
        [
          'the pipeline',
          { ...AROUND, what: 'pipeline', files: ['.gitlab-ci.yml'] },
          [`pipeline must be changed on purpose, got [".gitlab-ci.yml"]; ${APPROVE}`],
        ],
      ],
    },
  });
});

describe('rules about stacks that were not looked at', () => {
  testRules(otherStackRules, {
    'review/other-stack': {
      good: [],
      bad: [
        [
          'one that is no OktaStack',
          { ...AROUND, stack: 'net-dev' },
          [
            'stack must be an OktaStack, got "net-dev"; read "cdktf diff" of it before "cdktf deploy", or derive the stack from OktaStack',
          ],
        ],
      ],
    },
  });
});

describe('rules about waivers', () => {
  testRules(waiverRules, {
    'waiver/expired': {
      good: [
        ['one on its last day', waiver({})],
        ['one without a day, of which another rule speaks', waiver({ expires: 'never' })],
      ],
      bad: [
        [
          'one that expired yesterday',
          waiver({ expires: '2026-11-20' }),
          [
            'waiver must be renewed or removed, got {"rule":"app/deleted","expires":"2026-11-20"}; decide again, and set a new expiry day',
          ],
        ],
      ],
    },
    'waiver/invalid': {
      good: [
        ['a whole one', waiver({})],
        ['an expired one, of which another rule speaks', waiver({ expires: '2020-01-01' })],
      ],
      bad: [
        [
          'one without a reason',
          waiver({ reason: ' ' }),
          [
            `waiver must have a reason and a last day, YYYY-MM-DD, got {"rule":"app/deleted","expires":"${TODAY}"}; write both`,
          ],
        ],
        [
          'one that ends on no day',
          waiver({ expires: '2026-02-30' }),
          [
            'waiver must have a reason and a last day, YYYY-MM-DD, got {"rule":"app/deleted","expires":"not a day"}; write both',
          ],
        ],
      ],
    },
  });
});

describe('rules about rules that are named and do not exist', () => {
  testRules(unknownRuleRules, {
    'waiver/unknown-rule': {
      good: [['a severity, of which another rule speaks', { ...AROUND, named: 'severity', rule: 'pkce/of' }]],
      bad: [
        [
          'one that a waiver misspells',
          { ...AROUND, named: 'waiver', rule: 'app/delete', meant: 'app/deleted' },
          ['waiver must name a rule that exists, got "app/delete"; write "app/deleted"'],
        ],
      ],
    },
    'severity/unknown-rule': {
      good: [['a waiver, of which another rule speaks', { ...AROUND, named: 'waiver', rule: 'app/delete' }]],
      bad: [
        [
          'one that is like no other',
          { ...AROUND, named: 'severity', rule: 'pkce' },
          ['severity must name a rule that exists, got "pkce"; look the id up in docs/review-rules.md'],
        ],
      ],
    },
  });
});
