import { problems, withAt } from './support/document-problems';

// threats.md, section 3: what would bring a secret into the state.

const APP = 'resource/okta_app_oauth/web';

test.each<[attack: string, path: string, value: unknown, says: string]>([
  [
    'a secret of an app, looked up',
    'data/okta_app_oauth/x',
    { label: 'x' },
    'secret-in-state data.okta_app_oauth.x okta_app_oauth',
  ],
  [
    'a secret of an identity provider, looked up',
    'data/okta_idp_oidc/x',
    { name: 'x' },
    'secret-in-state data.okta_idp_oidc.x okta_idp_oidc',
  ],
  ['a secret that is not omitted', `${APP}/omit_secret`, false, 'secret-in-state okta_app_oauth.web omit_secret'],
  [
    'a secret that may not be omitted',
    `${APP}/omit_secret`,
    '${var.x}',
    'secret-in-state okta_app_oauth.web omit_secret',
  ],
  ['a secret in clear', `${APP}/client_basic_secret`, 'x', 'secret-in-state okta_app_oauth.web client_basic_secret'],
  [
    'an identity provider',
    'resource/okta_idp_oidc/x',
    { client_secret: '${var.x}' },
    'secret-in-state okta_idp_oidc.x client_secret',
  ],
  [
    'a social identity provider',
    'resource/okta_idp_social/x',
    { client_secret: 'x' },
    'secret-in-state okta_idp_social.x client_secret',
  ],
  ['an event hook', 'resource/okta_event_hook/x', { auth: { value: 'x' } }, 'secret-in-state okta_event_hook.x auth'],
  [
    'an inline hook',
    'resource/okta_inline_hook/x',
    { headers: [{ key: 'Authorization', value: 'x' }] },
    'secret-in-state okta_inline_hook.x headers',
  ],
  [
    'a header in a dynamic block',
    'resource/okta_inline_hook/x',
    { dynamic: { headers: { for_each: [1] } } },
    'secret-in-state okta_inline_hook.x headers',
  ],
  ['an API token', 'resource/okta_api_token/x', { id: 'x' }, 'secret-in-state okta_api_token.x okta_api_token'],
  [
    'an SMTP password',
    'resource/okta_email_smtp_server/x',
    { password: 'x' },
    'secret-in-state okta_email_smtp_server.x password',
  ],
  [
    'a token of a log stream',
    'resource/okta_log_stream/x',
    { settings: { token: 'x' } },
    'secret-in-state okta_log_stream.x settings.token',
  ],
  [
    'a token in a list of settings',
    'resource/okta_log_stream/x',
    { settings: [{}, { token: 'x' }] },
    'secret-in-state okta_log_stream.x settings.token',
  ],
  ['a password of a user', 'resource/okta_user/x', { password: 'x' }, 'secret-in-state okta_user.x password'],
])('%s', (_, path, value, says) => {
  expect(problems(withAt(path, value))).toContain(says);
});
