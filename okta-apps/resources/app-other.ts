import { APP_ATTRIBUTES, APP_SIGN_IN } from './app-attributes';
import type { Attributes } from './attribute';
import type { ResourceType } from './resource-type';

const { status, ...others } = APP_SIGN_IN;
const ATTRIBUTES: Attributes = { status, ...others, ...APP_ATTRIBUTES };

/** Whether they are active is in no rule. */
const WITHOUT_ACCESS: Attributes = {
  ...APP_ATTRIBUTES,
  user_name_template: APP_SIGN_IN.user_name_template,
};

/** Apps of other protocols than OpenID Connect: whether they are active, and by which policy users get in. */
const WITH_POLICY = [
  'okta_app_saml',
  'okta_app_swa',
  'okta_app_bookmark',
  'okta_app_auto_login',
  'okta_app_basic_auth',
] as const;

/** Apps that fill in passwords. No rule reads their attributes. */
const OF_PASSWORDS = ['okta_app_secure_password_store', 'okta_app_shared_credentials', 'okta_app_three_field'] as const;

/** Apps that are no OIDC apps. */
export const OTHER_APPS: readonly ResourceType[] = [
  ...WITH_POLICY.map((name): ResourceType => ({ name, kind: 'app', attributes: ATTRIBUTES })),
  ...OF_PASSWORDS.map((name): ResourceType => ({ name, kind: 'app', attributes: WITHOUT_ACCESS })),
];

/** Any app, as it is looked up. */
export const APP: ResourceType = { name: 'okta_app', dataSource: { reads: ['apps'] } };
