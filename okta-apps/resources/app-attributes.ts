import { ACTIVE_LETS_IN, CONTROL } from './access';
import type { Attributes } from './attribute';
import { display, factors, frontDoor, whatTokensSay, whoGetsIn } from './reach';

const NAME = 'it decides under which name users arrive in the app';

/** Who may sign in to an app, by which rules and under which name. */
export const APP_SIGN_IN = {
  authentication_policy: {
    words: 'authentication policy',
    order: 13,
    access: CONTROL,
    chosenByOkta: true,
    reviewedWhenUnknown: true,
  },
  implicit_assignment: { words: 'assigned to everyone', unsetReadsAs: false, default: false },
  user_name_template: { words: 'user name template', default: '${source.login}' },
  status: { order: 3, default: 'ACTIVE', access: ACTIVE_LETS_IN },
} satisfies Attributes;

/** What else apps of every protocol have. */
export const APP_ATTRIBUTES = {
  label: { order: 1, identifies: true, harmless: 'it is shown with every change, and decides neither host nor user' },
  skip_authentication_policy: {
    words: 'policy left alone',
    default: false,
    unreadByImport: true,
    saidBy: 'authentication_policy',
    decides: factors('it decides whether an apply assigns an authentication policy'),
  },
  user_name_template_type: { default: 'BUILT_IN', decides: whatTokensSay(NAME) },
  user_name_template_suffix: { decides: whatTokensSay(NAME) },
  user_name_template_push_status: { decides: whatTokensSay('it decides when a new name reaches the app') },
  app_settings_json: {
    words: 'app settings',
    form: 'json',
    unsetReadsAs: '{"app":{},"manualProvisioning":false}',
    decides: whatTokensSay('its settings may hold the address that users and tokens are sent to'),
  },
  preconfigured_app: { decides: whatTokensSay('it decides what Okta sends to the app, and where') },
  accessibility_error_redirect_url: {
    words: 'error page',
    decides: frontDoor('users are sent to it when a sign-in fails'),
  },
  accessibility_login_redirect_url: {
    words: 'sign-in page',
    decides: frontDoor('users are sent to it to enter their password'),
  },
  accessibility_self_service: {
    words: 'requested by users themselves',
    default: false,
    decides: whoGetsIn('users may add the app for themselves'),
  },
  app_links_json: { words: 'app links', form: 'json', decides: display('it decides what users see of the app') },
  admin_note: { words: 'note for administrators', harmless: 'only administrators read it, in the console' },
  enduser_note: { words: 'note for users', decides: display('users read it on their dashboard') },
  hide_web: {
    words: 'hidden on the dashboard',
    default: true,
    decides: display('it decides whether users see the app on their dashboard'),
  },
  hide_ios: {
    words: 'hidden in the mobile app',
    default: true,
    decides: display('it decides whether users see the app in the mobile app'),
  },
  auto_submit_toolbar: {
    default: false,
    decides: display('it decides whether the browser plug-in signs users in by itself'),
  },
  logo: { file: true, decides: display('users recognize the app by it') },
  timeouts: { terraformOnly: true },
} satisfies Attributes;
