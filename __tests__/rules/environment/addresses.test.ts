import type { EnvironmentSubject } from '../../../rules/app';
import { environmentAddressRules } from '../../../rules/environment/addresses';
import { environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const made = (path: string, address: string) => ({ stack: path.split('/', 1).join(), path, address });

describeRules(
  environmentAddressRules,
  {
    'address/unique': [
      {
        good: [
          made('a/billing', 'okta_app_oauth.billing'),
          made('b/billing', 'okta_app_oauth.billing'),
          made('a/raw', 'okta_group.billing'),
        ],
      },
      {
        bad: [made('a/myapp', 'okta_app_oauth.myapp'), made('a/my app', 'okta_app_oauth.myapp')],
        says: 'id must give an address of its own, got "my app"; choose another, a/myapp comes out at okta_app_oauth.myapp too [address/unique]',
      },
    ],
  },
  (resources: EnvironmentSubject['resources']) => environmentSubject({ resources }),
);
