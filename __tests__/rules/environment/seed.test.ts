import { seedRules } from '../../../rules/environment/seed';
import { local } from '../../../env/local';
import { dev } from '../../../env/dev';
import { environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const ADA = { login: 'ada@acme.dev', profile: { firstName: 'Ada', lastName: 'Lovelace' } };
const BOB = { login: 'bob@acme.dev' };
const subject = (declaration: unknown) => environmentSubject({ declaration });
const withSeed = (seed: unknown) => ({ ...local, seed });
const says = (prop: string, must: string, got: string, todo: string) =>
  `${prop} must ${must}, got ${got}; ${todo} [environment/seed]`;
const text = (prop: string, got: string, example: string) =>
  says(prop, 'be a text without a leading or trailing space', got, `write one, ${example}`);

describeRules<ReturnType<typeof subject>, unknown>(
  seedRules,
  {
    'environment/seed-local': [
      { good: undefined },
      { good: local },
      { good: dev },
      { good: withSeed({ groups: [], users: [] }) },
      {
        bad: { ...dev, seed: { users: [ADA] } },
        says: 'seed must be in a local environment only, got "an object"; move it to the environment with `local: true` [environment/seed-local]',
      },
      {
        bad: { ...dev, local: false, seed: null },
        says: 'seed must be in a local environment only, got null; move it to the environment with `local: true` [environment/seed-local]',
      },
    ],
    'environment/seed': [
      { good: undefined },
      { good: local },
      { good: withSeed({}) },
      { good: withSeed({ users: [ADA, BOB], groups: [{ name: 'Sales' }, { name: 'Ops', members: [BOB.login] }] }) },
      { bad: withSeed([]), says: says('seed', 'be an object', '[]', 'write groups and users into it') },
      {
        bad: withSeed({ users: {}, groups: 'Sales' }),
        says: [
          says('seed.groups', 'be a list', '"Sales"', 'write one, such as [{ … }]'),
          says('seed.users', 'be a list', '"an object"', 'write one, such as [{ … }]'),
        ],
      },
      {
        bad: withSeed({ users: ['ada@acme.dev', { login: ' bob ' }, { ...ADA, profile: 'Ada' }] }),
        says: [
          text('seed.users[0].login', 'undefined', 'such as "ada@example.com"'),
          text('seed.users[1].login', '" bob "', 'such as "ada@example.com"'),
          says('seed.users[2].profile', 'be an object', '"Ada"', 'write one, or leave it out'),
        ],
      },
      {
        bad: withSeed({ users: [{ ...ADA, profile: { firstName: '', email: 1 } }] }),
        says: [
          text('seed.users[0].profile.firstName', '""', 'or leave it out'),
          text('seed.users[0].profile.email', '1', 'or leave it out'),
        ],
      },
      {
        bad: withSeed({ users: [ADA, BOB, { login: ADA.login }], groups: [{ name: 'Ops' }, { name: 'Ops' }] }),
        says: [
          says('seed.users[2].login', 'occur once', '"ada@acme.dev"', 'remove it, seed.users[0] has it'),
          says('seed.groups[1].name', 'occur once', '"Ops"', 'remove it, seed.groups[0] has it'),
        ],
      },
      {
        bad: withSeed({ users: [ADA], groups: [{ name: 'Ops', members: ['ada@acme.de', 'eve@other.org', 7] }] }),
        says: [
          says(
            'seed.groups[0].members[0]',
            'be the login of a user in seed.users',
            '"ada@acme.de"',
            'did you mean ada@acme.dev?',
          ),
          says(
            'seed.groups[0].members[1]',
            'be the login of a user in seed.users',
            '"eve@other.org"',
            'add the user to seed.users, or remove the member',
          ),
          says(
            'seed.groups[0].members[2]',
            'be the login of a user in seed.users',
            '7',
            'add the user to seed.users, or remove the member',
          ),
        ],
      },
      {
        bad: withSeed({ users: [ADA], groups: [{ name: 'Ops', members: [ADA.login, ADA.login] }, { name: '' }] }),
        says: [
          says(
            'seed.groups[0].members[1]',
            'occur once',
            '"ada@acme.dev"',
            'remove it, seed.groups[0].members[0] has it',
          ),
          text('seed.groups[1].name', '""', 'such as "Sales"'),
        ],
      },
      {
        bad: withSeed({ groups: [{ name: 'Everyone', members: 'ada' }] }),
        says: [
          says(
            'seed.groups[0].name',
            'be a group that Okta does not make itself',
            '"Everyone"',
            'remove it: every user of an org is in it',
          ),
          says('seed.groups[0].members', 'be a list', '"ada"', 'write one, such as [{ … }]'),
        ],
      },
    ],
  },
  subject,
);
