import type { AppSubject, EnvironmentSubject } from '../../../rules/app';
import { environmentAddressRules, uniqueRules } from '../../../rules/environment/unique';
import { appSubject, environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';

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
        says: 'id must give an address of its own, got "my app"; choose another, a/myapp gets okta_app_oauth.myapp too [address/unique]',
      },
    ],
  },
  (resources: EnvironmentSubject['resources']) => environmentSubject({ resources }),
);

const apps = (...props: Readonly<Record<string, unknown>>[]): AppSubject[] =>
  props.map((its, at) => appSubject(its, {}, `app-${at}`));
const variable = (name: unknown, key?: string) => ({
  clientSecret: { kind: 'variable', name, ...(key !== undefined && { key }) },
});

describeRules(
  uniqueRules,
  {
    'environment/label-unique': [
      { good: apps({ label: 'Shop' }, { label: 'shop' }, { label: UNKNOWN }, { label: UNKNOWN }) },
      {
        bad: apps({ label: 'Shop' }, { label: 'Office' }, { label: 'Shop' }, { label: 'Shop' }),
        says: [
          'label must be the label of one app only, got "Shop"; choose another, storefront-dev/app-0 has it [environment/label-unique]',
          'label must be the label of one app only, got "Shop"; choose another, storefront-dev/app-0 has it [environment/label-unique]',
        ],
      },
    ],
    'environment/client-id-unique': [
      { good: apps({ clientId: 'shop-web-1' }, { clientId: 'shop-web-2' }) },
      { good: apps({ clientId: undefined }, { clientId: undefined }, { clientId: UNKNOWN }, { clientId: UNKNOWN }) },
      {
        bad: apps({ clientId: 'shop-web' }, { clientId: 'shop-web' }),
        says: 'clientId must be the client id of one app only, got "shop-web"; choose another, storefront-dev/app-0 has it [environment/client-id-unique]',
      },
    ],
    'environment/secret-variable-unique': [
      { good: apps(variable('a'), variable('b'), {}, {}, variable(UNKNOWN), variable(UNKNOWN)) },
      { good: apps(variable('not a name'), variable('not a name')) },
      { good: apps(variable('secrets', 'a'), variable('secrets', 'b')) },
      {
        bad: apps(variable('secrets', 'a'), variable('secrets', 'a')),
        says: 'clientSecret must use a variable of its own, got "secrets.a"; choose another, storefront-dev/app-0 has it [environment/secret-variable-unique]',
      },
      {
        bad: apps(variable('secrets'), variable('secrets', 'a')),
        says: 'clientSecret must use a variable of its own, got "secrets"; choose another, storefront-dev/app-0 has it [environment/secret-variable-unique]',
      },
      {
        bad: apps(variable('shop_secret'), variable('shop_secret')),
        says: 'clientSecret must use a variable of its own, got "shop_secret"; choose another, storefront-dev/app-0 has it [environment/secret-variable-unique]',
      },
    ],
  },
  (its: AppSubject[]) => environmentSubject({ apps: its }),
);
