import { display, frontDoor, partsThatDecide, typesThatDecide } from './reach';
import type { ResourceType } from './resource-type';

const HOOKS = frontDoor('Okta sends events to an address, and its owner can read them or decide what Okta does next');

/** Pages, domains and messages through which users meet Okta, and addresses that Okta calls. */
export const FRONT_DOOR: readonly ResourceType[] = [
  ...partsThatDecide(HOOKS, 'event_hook_id', 'okta_event_hook_verification'),
  ...typesThatDecide(HOOKS, 'okta_event_hook', 'okta_hook_key', 'okta_inline_hook', 'okta_log_stream'),
  ...typesThatDecide(
    frontDoor('it decides under which domain users enter their password'),
    'okta_domain',
    'okta_domain_certificate',
    'okta_domain_verification',
  ),
  ...typesThatDecide(
    frontDoor('its code runs on the page where users enter their password'),
    'okta_customized_signin_page',
    'okta_preview_signin_page',
  ),
  ...typesThatDecide(
    frontDoor('it decides what users receive from Okta, and through which server'),
    'okta_email_customization',
    'okta_email_domain',
    'okta_email_domain_verification',
    'okta_email_sender',
    'okta_email_sender_verification',
    'okta_email_smtp_server',
    'okta_email_template_settings',
    'okta_template_sms',
  ),
  ...typesThatDecide(
    frontDoor('it decides who may register an account'),
    'okta_policy_profile_enrollment',
    'okta_policy_profile_enrollment_apps',
    'okta_policy_rule_profile_enrollment',
  ),
];

/** How the org looks. */
export const LOOKS: readonly ResourceType[] = [
  { name: 'okta_brand', decides: display('users recognize the org by it') },
  {
    name: 'okta_theme',
    decides: display('users recognize the org by it'),
    attributes: { logo: { file: true }, favicon: { file: true }, background_image: { file: true } },
  },
  {
    name: 'okta_org_configuration',
    decides: display('users read it when they need help'),
    attributes: { logo: { file: true } },
  },
];
