import { assignmentRules } from '../../../rules/app/assignments';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

const to = (...groups: unknown[]) => ({ assignTo: { groups } });

describeAppRules(assignmentRules, {
  'assignment/implicit-assignment': [
    { good: to('Staff') },
    { good: { implicitAssignment: true } },
    { good: { ...to('Staff'), implicitAssignment: UNKNOWN } },
    {
      bad: { ...to('Staff'), implicitAssignment: true },
      says: 'assignTo.groups must be left out with implicitAssignment, got ["Staff"]; remove implicitAssignment, or remove assignTo if everybody in the org may use the app [assignment/implicit-assignment]',
    },
  ],
  'assignment/groups': [
    { good: {} },
    { good: to(UNKNOWN) },
    { good: { assignTo: { groups: UNKNOWN } } },
    {
      bad: to(),
      says: 'assignTo.groups must name at least one group, got []; name a group, or leave assignTo out and assign the app elsewhere [assignment/groups]',
    },
  ],
  'assignment/group': [
    { good: to('Staff', '00g1234567890abcdefg', 'x'.repeat(255), UNKNOWN) },
    {
      bad: to('', ' Staff'),
      says: [
        'assignTo.groups[0] must be the name or the id of a group, of 1 to 255 characters, got ""; write it as Okta shows it, without space around it [assignment/group]',
        'assignTo.groups[1] must be the name or the id of a group, of 1 to 255 characters, got " Staff"; write it as Okta shows it, without space around it [assignment/group]',
      ],
    },
  ],
});
