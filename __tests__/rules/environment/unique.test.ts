import type { AppSubject } from '../../../rules/app';
import { uniqueRules } from '../../../rules/environment/unique';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { appSubject, environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const apps = (...props: Readonly<Record<string, unknown>>[]): AppSubject[] =>
  props.map((its, at) => appSubject(its, {}, `app-${at}`));
const variable = (name: unknown) => ({ clientSecret: { kind: 'variable', name } });

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
      {
        bad: apps(variable('shop_secret'), variable('shop_secret')),
        says: 'clientSecret must use a variable of its own, got "shop_secret"; choose another, storefront-dev/app-0 has it [environment/secret-variable-unique]',
      },
    ],
  },
  (its: AppSubject[]) => environmentSubject({ apps: its }),
);
