import { ACTIVE_LETS_IN, CONTROL } from './access';
import type { Attributes } from './attribute';

/** Who may sign in to an app, by which rules and under which name. */
export const APP_SIGN_IN = {
  authentication_policy: {
    words: 'authentication policy',
    order: 13,
    access: CONTROL,
    chosenByOkta: true,
    reviewedWhenUnknown: true,
  },
  implicit_assignment: { words: 'assigned to everybody', unsetReadsAs: false, default: false },
  user_name_template: { words: 'user name template', default: '${source.login}' },
  status: { order: 3, default: 'ACTIVE', access: ACTIVE_LETS_IN },
} satisfies Attributes;

/** What else apps of every protocol have. */
export const APP_ATTRIBUTES = {
  label: { order: 1, identifies: true },
  skip_authentication_policy: { words: 'policy left alone', default: false, unreadByImport: true },
  user_name_template_type: { default: 'BUILT_IN' },
  app_settings_json: {
    words: 'app settings',
    form: 'json',
    unsetReadsAs: '{"app":{},"manualProvisioning":false}',
  },
  app_links_json: { words: 'app links', form: 'json' },
  admin_note: { words: 'note for administrators' },
  enduser_note: { words: 'note for users' },
  hide_web: { words: 'hidden on the dashboard', default: true },
  hide_ios: { words: 'hidden in the mobile app', default: true },
  auto_submit_toolbar: { default: false },
  accessibility_self_service: { default: false },
  logo: { file: true },
  sign_on_mode: { computed: true },
} satisfies Attributes;
