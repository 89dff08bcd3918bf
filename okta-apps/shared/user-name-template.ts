/** Expressions that Okta calls built in; any other is a custom one. @see Okta's ApplicationCredentialsUsernameTemplate */
const BUILT_IN_TEMPLATE =
  /^\$\{(source\.(login|email|userName|employeeID|samAccountName)|fn:toLowerCase\(source\.(email|userName|samAccountName)\)|fn:substringBefore\(source\.(login|email|userName), "@"\))\}(\$\{instance\.userSuffix\})?$/;

/** The type that Okta gives a user name template. */
export function templateType(template: string): 'BUILT_IN' | 'CUSTOM' {
  return BUILT_IN_TEMPLATE.test(template) ? 'BUILT_IN' : 'CUSTOM';
}
