import { ruleDataRules } from '../../../rules/environment/rule-data';
import { environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const waiver = (values: Readonly<Record<string, unknown>> = {}) => ({
  waivers: [
    {
      rule: 'pkce/required',
      address: 'okta_app_oauth.back-office',
      reason: 'the vendor cannot',
      expires: '2027-03-31',
      ...values,
    },
  ],
});
const waiverFault = (member: string, must: string, got: string, todo: string) =>
  `rules.waivers[0].${member} must ${must}, got ${got}; ${todo} [environment/waiver]`;
const addressTodo = 'write it as in the finding, such as "okta_app_oauth.storefront-web"';
const expiresTodo = 'write the last day on which it holds, such as "2027-03-31"';

describeRules(
  ruleDataRules(() => new Set(['pkce/required', 'label/length', 'redirect-uri/fragment'])),
  {
    'environment/severity': [
      { good: {} },
      { good: { severities: { 'pkce/required': 'error', 'label/length': 'off' } } },
      {
        bad: { severities: { 'pkce/requird': 'error' } },
        says: 'rules.severities["pkce/requird"] must be for a rule that exists, got "pkce/requird"; write "pkce/required" [environment/severity]',
      },
      {
        bad: { severities: { 'app/deleted': 'off' } },
        says: 'rules.severities["app/deleted"] must be for a rule that exists, got "app/deleted"; look the id up in docs/rules.md [environment/severity]',
      },
      {
        bad: { severities: { 'pkce/required': 'fatal' } },
        says: 'rules.severities["pkce/required"] must be "error", "warning" or "off", got "fatal"; write one of these words [environment/severity]',
      },
    ],
    'environment/limits': [
      { good: {} },
      { good: { maxRedirectUris: 1, forbidPlaceholderHosts: false, requireAuthenticationPolicy: true } },
      {
        bad: { maxRedirectUris: 0 },
        says: 'rules.maxRedirectUris must be an integer of at least 1, got 0; write how many redirect URIs an app may have, or leave it out [environment/limits]',
      },
      {
        bad: { maxRedirectUris: '5', forbidPlaceholderHosts: 'yes', requireAuthenticationPolicy: 1 },
        says: [
          'rules.maxRedirectUris must be an integer of at least 1, got "5"; write how many redirect URIs an app may have, or leave it out [environment/limits]',
          'rules.forbidPlaceholderHosts must be true or false, got "yes"; write one of them [environment/limits]',
          'rules.requireAuthenticationPolicy must be true or false, got 1; write one of them [environment/limits]',
        ],
      },
    ],
    'environment/waiver': [
      { good: {} },
      { good: waiver() },
      { good: waiver({ address: 'office-prod/okta_app_oauth.back-office', expires: '2028-02-29' }) },
      { good: waiver({ address: 'module.apps["a"].module.web.okta_app_oauth.x["eu/1"]' }) },
      { good: waiver({ expires: '2001-01-01' }) },
      {
        bad: waiver({ address: 'back-office' }),
        says: waiverFault('address', 'be the address of a finding', '"back-office"', addressTodo),
      },
      { bad: waiver({ reason: ' ' }), says: waiverFault('reason', 'say why', '" "', 'write what makes it right here') },
      {
        bad: waiver({ expires: '2027-02-29' }),
        says: waiverFault('expires', 'be a day as YYYY-MM-DD', '"2027-02-29"', expiresTodo),
      },
      {
        bad: waiver({ expires: '31.03.2027' }),
        says: waiverFault('expires', 'be a day as YYYY-MM-DD', '"31.03.2027"', expiresTodo),
      },
      {
        bad: { waivers: [null] },
        says: [
          waiverFault('address', 'be the address of a finding', 'undefined', addressTodo),
          waiverFault('reason', 'say why', 'undefined', 'write what makes it right here'),
          waiverFault('expires', 'be a day as YYYY-MM-DD', 'undefined', expiresTodo),
        ],
      },
    ],
    'environment/waiver-rule': [
      { good: waiver() },
      { good: waiver({ rule: 'app/deleted' }) },
      { good: waiver({ rule: 'only/the-review-knows' }) },
      {
        bad: waiver({ rule: 'PKCE' }),
        says: 'rules.waivers[0].rule must be the id of a rule, got "PKCE"; look the id up in docs/rules.md or docs/review-rules.md [environment/waiver-rule]',
      },
      {
        bad: { waivers: new Array(1) },
        says: 'rules.waivers[0].rule must be the id of a rule, got undefined; look the id up in docs/rules.md or docs/review-rules.md [environment/waiver-rule]',
      },
      {
        bad: waiver({ rule: undefined }),
        says: 'rules.waivers[0].rule must be the id of a rule, got undefined; look the id up in docs/rules.md or docs/review-rules.md [environment/waiver-rule]',
      },
    ],
    'environment/review-severity': [
      { good: {} },
      { good: { reviewSeverities: { 'app/deleted': 'medium', 'only/the-review-knows': 'info' } } },
      {
        bad: { reviewSeverities: { 'app deleted': 'info' } },
        says: 'rules.reviewSeverities["app deleted"] must be for the id of a rule, got "app deleted"; look the id up in docs/review-rules.md [environment/review-severity]',
      },
    ],
    'environment/renamed-rule': [
      { good: waiver() },
      { good: { severities: { 'redirect-uri/fragment': 'off' }, ...waiver({ rule: 'redirect-uri/fragment' }) } },
      {
        bad: { severities: { 'redirect-uris/https': 'warning' } },
        says: 'rules.severities["redirect-uris/https"] must be for redirect-uri/https, as the rule is called now, got "redirect-uris/https"; write "redirect-uri/https" [environment/renamed-rule]',
      },
      {
        bad: { reviewSeverities: { 'redirect-uri/fragment': 'info' } },
        says: 'rules.reviewSeverities["redirect-uri/fragment"] must be for redirect-uri/fragment-added, as the rule is called now, got "redirect-uri/fragment"; write "redirect-uri/fragment-added" [environment/renamed-rule]',
      },
      {
        bad: {
          waivers: [
            ...waiver({ rule: 'grants/no-password' }).waivers,
            ...waiver({ rule: 'user-name/changed' }).waivers,
          ],
        },
        says: [
          'rules.waivers[0].rule must be for grant-type/no-password, as the rule is called now, got "grants/no-password"; write "grant-type/no-password" [environment/renamed-rule]',
          'rules.waivers[1].rule must be for user-name-template/changed, as the rule is called now, got "user-name/changed"; write "user-name-template/changed" [environment/renamed-rule]',
        ],
      },
    ],
  },
  (rules: object) => environmentSubject({ rules }),
);
