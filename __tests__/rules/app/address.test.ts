import type { AppSubject } from '../../../rules/app';
import { addressRules } from '../../../rules/app/address';
import { appSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

describeRules(
  addressRules,
  {
    'address/construct-id': [
      { good: 'billing' },
      { good: '_billing-2_x' },
      {
        bad: 'my app',
        says: 'id must begin with a letter or _ and go on with letters, digits, _ and -, got "my app"; choose an id that Terraform can use as it is [address/construct-id]',
      },
      {
        bad: '2fa',
        says: 'id must begin with a letter or _ and go on with letters, digits, _ and -, got "2fa"; choose an id that Terraform can use as it is [address/construct-id]',
      },
      {
        bad: 'shop.web',
        says: 'id must begin with a letter or _ and go on with letters, digits, _ and -, got "shop.web"; choose an id that Terraform can use as it is [address/construct-id]',
      },
    ],
    'address/in-stack': [
      { good: 'billing' },
      { good: { path: 'platform/storefront-dev/billing', stack: 'platform/storefront-dev' } },
      {
        bad: { path: 'storefront-dev/team/billing' },
        says: 'id must stand directly in its stack, got "team/billing"; pass the stack as the scope of the app [address/in-stack]',
      },
    ],
  },
  (id: string | Pick<AppSubject, 'path' | 'stack'>) =>
    typeof id === 'string' ? appSubject({}, {}, id) : { ...appSubject(), ...id },
);
