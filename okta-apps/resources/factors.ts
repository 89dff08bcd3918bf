import { factors, typesThatDecide } from './reach';
import type { ResourceType } from './resource-type';

/** Factors, what devices must prove, and when sessions end; policies have a file of their own. */
export const FACTORS: readonly ResourceType[] = [
  ...typesThatDecide(
    factors('it decides which factors users may enroll and are asked for'),
    'okta_authenticator',
    'okta_authenticator_method_webauthn',
    'okta_authenticator_webauthn_custom_aaguid',
    'okta_factor',
    'okta_factor_totp',
    'okta_push_provider',
    'okta_user_factor_question',
  ),
  ...typesThatDecide(
    factors('it decides what counts as suspicious, and what happens then'),
    'okta_behavior',
    'okta_captcha',
    'okta_captcha_org_wide_settings',
    'okta_entity_risk_policy_rule',
    'okta_post_auth_session_policy_rule',
    'okta_security_events_provider',
    'okta_session_violation_policy_rule',
    'okta_threat_insight_settings',
    'okta_user_risk',
  ),
  ...typesThatDecide(
    factors('policies trust a device by it'),
    'okta_device',
    'okta_policy_device_assurance_android',
    'okta_policy_device_assurance_chromeos',
    'okta_policy_device_assurance_ios',
    'okta_policy_device_assurance_macos',
    'okta_policy_device_assurance_windows',
  ),
  ...typesThatDecide(
    factors('it decides whether users hear of changes to their account'),
    'okta_security_notification_emails',
  ),
  ...typesThatDecide(
    factors('it switches features of the org, some of which change how users sign in'),
    'okta_feature',
  ),
  ...typesThatDecide(factors('it holds a refresh token, with which an app stays signed in'), 'okta_app_token'),
];
