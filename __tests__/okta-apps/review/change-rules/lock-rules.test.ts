import { lockFileRules, lockRules, type LockSubject } from '../../../../okta-apps/review/change-rules/lock-rules';
import type { LockedProvider } from '../../../../okta-apps/plan/lock-file';
import { testRules } from '../support/rule-cases';

const SOURCE = 'registry.terraform.io/okta/okta';

function locked(version: string, hashes = ['h1:a', 'zh:b'], source = SOURCE): LockedProvider {
  return { source, version, hashes };
}

function subject(before: LockedProvider | undefined, after: LockedProvider | undefined, listed = false): LockSubject {
  return { place: {}, production: true, before, after, listed };
}

const VAULT = 'registry.terraform.io/hashicorp/vault';
const NOTES = 'read the release notes in between';

testRules(lockRules, {
  'lock/provider-changed': {
    good: [['the same version', subject(locked('6.12.0'), locked('6.12.0'))]],
    bad: [
      [
        'another version',
        subject(locked('6.12.0'), locked('6.13.0')),
        [`version must change on purpose, got {"before":"6.12.0","after":"6.13.0"}; ${NOTES}`],
      ],
      [
        'a provider that comes',
        subject(undefined, locked('6.12.0')),
        [`version must change on purpose, got {"before":null,"after":"6.12.0"}; ${NOTES}`],
      ],
      [
        'a provider that goes',
        subject(locked('6.12.0'), undefined),
        [`version must change on purpose, got {"before":"6.12.0","after":null}; ${NOTES}`],
      ],
    ],
  },
  'lock/provider-major': {
    good: [
      ['another minor version', subject(locked('6.12.0'), locked('6.15.0'))],
      ['a provider that comes', subject(undefined, locked('7.0.0'))],
    ],
    bad: [
      [
        'another major version',
        subject(locked('6.12.0'), locked('7.0.0')),
        [
          'version must stay in its major version, got "7.0.0"; plan every environment with it before you apply anything',
        ],
      ],
    ],
  },
  'lock/provider-harmful': {
    good: [
      ['another release', subject(undefined, locked('6.12.0'))],
      [
        'the same number of another provider',
        subject(undefined, locked('6.14.0', [], 'registry.terraform.io/hashicorp/aws')),
      ],
    ],
    bad: [
      [
        'the release that breaks trusted origins',
        subject(undefined, locked('6.14.0')),
        [
          'version must be another one, because it breaks trusted origins; Okta says not to upgrade to it, got "6.14.0"; lock the next release',
        ],
      ],
      [
        'the release that cannot create apps',
        subject(locked('6.5.0'), locked('6.6.0', [], 'registry.opentofu.org/okta/okta')),
        [
          'version must be another one, because it cannot create an app with an OAuth credential, got "6.6.0"; lock the next release',
        ],
      ],
    ],
  },
  'lock/other-content': {
    good: [
      ['another order', subject(locked('6.12.0'), locked('6.12.0', ['zh:b', 'h1:a']))],
      ['another version', subject(locked('6.12.0'), locked('6.13.0', ['h1:x']))],
    ],
    bad: [
      [
        'other hashes of the same version',
        subject(locked('6.12.0'), locked('6.12.0', ['h1:x'])),
        [
          'hashes must stay those of the release, got {"added":["h1:x"],"removed":["h1:a","zh:b"]}; recreate the lock file with okta-apps lock, and compare',
        ],
      ],
      [
        'one hash more, which Terraform takes as well',
        subject(locked('6.12.0'), locked('6.12.0', ['h1:a', 'h1:c', 'zh:b'])),
        [
          'hashes must stay those of the release, got {"added":["h1:c"],"removed":[]}; recreate the lock file with okta-apps lock, and compare',
        ],
      ],
      [
        'one hash less',
        subject(locked('6.12.0'), locked('6.12.0', ['h1:a'])),
        [
          'hashes must stay those of the release, got {"added":[],"removed":["zh:b"]}; recreate the lock file with okta-apps lock, and compare',
        ],
      ],
    ],
  },
  'lock/provider-source': {
    good: [
      ['okta/okta', subject(undefined, locked('6.12.0'))],
      ['okta/okta of OpenTofu', subject(undefined, locked('6.12.0', [], 'registry.opentofu.org/okta/okta'))],
      ['a provider that is listed', subject(undefined, locked('5.0.0', [], VAULT), true)],
      ['one that was there', subject(locked('5.0.0', [], VAULT), locked('5.1.0', [], VAULT))],
      ['one that is removed', subject(locked('5.0.0', [], VAULT), undefined)],
    ],
    bad: [
      [
        'a provider that is not listed',
        subject(undefined, locked('5.0.0', [], VAULT)),
        [`source must be listed at the base, got "${VAULT}"; list it in providers of env/ first, and merge that`],
      ],
      [
        'another registry',
        subject(undefined, locked('6.12.0', [], 'evil.example/okta/okta')),
        [
          'source must be listed at the base, got "evil.example/okta/okta"; list it in providers of env/ first, and merge that',
        ],
      ],
    ],
  },
});

testRules(lockFileRules, {
  'lock/unreadable': {
    good: [['one that Terraform wrote', { place: {}, production: true, fault: undefined }]],
    bad: [
      [
        'another one',
        { place: {}, production: true, fault: 'line 3: /*' },
        ['lock file must be that of terraform init, got "line 3: /*"; recreate it: okta-apps lock'],
      ],
    ],
  },
});
