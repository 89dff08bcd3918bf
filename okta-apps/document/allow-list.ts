/** What may be in a document. What is on no list here is a finding: Terraform and OpenTofu gain blocks every year. */

/** Keys at the top. `terraform`, `provider`, `module` and the rest have lists of their own below. */
export const TOP_LEVEL = set(
  '//',
  'check',
  'data',
  'ephemeral',
  'import',
  'locals',
  'module',
  'moved',
  'output',
  'provider',
  'removed',
  'resource',
  'terraform',
  'variable',
);

/** Of a module: its caller configures providers and imports. */
export const MODULE_TOP_LEVEL = set(
  'check',
  'data',
  'ephemeral',
  'locals',
  'module',
  'moved',
  'output',
  'removed',
  'resource',
  'terraform',
  'variable',
);
export const MODULE_TERRAFORM = set('required_version', 'required_providers');

/** `backend` and `cloud` are compared with the base. */
export const TERRAFORM = set('required_version', 'required_providers', 'backend', 'cloud');
export const REQUIRED_PROVIDER = set('source', 'version');
export const CLOUD = set('hostname', 'organization', 'workspaces');

/** The keys of blocks that are known as a whole. */
export const BODIES: Readonly<Record<string, ReadonlySet<string>>> = {
  variable: set('//', 'type', 'description', 'default', 'sensitive', 'nullable', 'ephemeral', 'validation'),
  output: set('//', 'value', 'description', 'sensitive', 'ephemeral', 'depends_on', 'precondition'),
  moved: set('from', 'to'),
  import: set('to', 'id', 'provider'),
  removed: set('from', 'lifecycle'),
  check: set('assert'),
  terraform_data: set('//', 'input', 'triggers_replace', 'count', 'for_each', 'depends_on', 'lifecycle'),
  terraform_remote_state: set('//', 'backend', 'config', 'workspace'),
};

/** The keys of `lifecycle` by the kind of block that it is in. */
export const LIFECYCLE: Readonly<Record<string, ReadonlySet<string>>> = {
  resource: set(
    'create_before_destroy',
    'prevent_destroy',
    'ignore_changes',
    'replace_triggered_by',
    'precondition',
    'postcondition',
  ),
  data: set('precondition', 'postcondition'),
  ephemeral: set('precondition', 'postcondition'),
  removed: set('destroy'),
};

/** Blocks that can only refuse a plan. */
export const CONDITIONS = set('precondition', 'postcondition', 'validation', 'assert');
export const CONDITION = set('condition', 'error_message');

/** Blocks that run a program, or say where, at whatever depth they are. Attributes of these names are no blocks. */
export const PROGRAMS = set('provisioner', 'connection');

/** Type of a provider, a data source or a resource that runs programs. */
export const EXTERNAL = 'external';

/** Terraform reads what is in `_` as arguments of the block around it, where no reader of this tool looks. */
export const RESERVED = set('_', 'locals');

/** How `okta/okta` may be written in `required_providers`. */
export const OKTA_SOURCES = set('okta/okta', 'registry.terraform.io/okta/okta');

/** Configuration of `okta/okta` that sends no credential and no request elsewhere. */
export const OKTA_PROVIDER = set(
  '//',
  'alias',
  'org_name',
  'base_url',
  'max_api_capacity',
  'max_retries',
  'request_timeout',
  'parallelism',
  'backoff',
  'min_wait_seconds',
  'max_wait_seconds',
);

/** Of these, what must be written out, and as what. */
export const OKTA_LITERALS: Readonly<Record<string, 'number' | 'boolean'>> = {
  max_retries: 'number',
  request_timeout: 'number',
  parallelism: 'number',
  backoff: 'boolean',
  min_wait_seconds: 'number',
  max_wait_seconds: 'number',
};

export const OKTA_TYPE = /^okta_[a-z0-9_]+$/;
/** Address of the provider of a resource. */
export const OKTA_ADDRESS = /^okta(?:\.[A-Za-z0-9_-]+)?$/;

/** Data sources whose answers hold a secret, which Terraform writes into the state. */
export const SECRET_DATA = set('okta_app_oauth', 'okta_idp_oidc', 'okta_idp_social', 'okta_log_stream');

/** Types that are a secret themselves. */
export const SECRET_TYPES = set('okta_api_token');

/** Attributes that put a secret into the state, by type; a path where they are in a block. */
export const SECRET_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  okta_app_auto_login: ['shared_password'],
  okta_app_basic_auth: ['shared_password'],
  okta_app_connection: ['profile.token', 'profile.settings.admin_password'],
  okta_app_oauth: ['client_basic_secret'],
  okta_app_secure_password_store: ['shared_password'],
  okta_app_shared_credentials: ['shared_password'],
  okta_app_three_field: ['shared_password'],
  okta_app_user: ['password'],
  okta_authenticator: ['provider_secret_key', 'provider_shared_secret'],
  okta_captcha: ['secret_key'],
  okta_domain_certificate: ['private_key'],
  okta_email_smtp_server: ['password'],
  okta_event_hook: ['auth', 'headers'],
  okta_idp_oidc: ['client_secret'],
  okta_idp_social: ['client_secret', 'apple_private_key'],
  okta_inline_hook: ['auth', 'headers', 'channel_json'],
  okta_log_stream: ['settings.token'],
  okta_push_provider: ['configuration'],
  okta_user: ['password', 'old_password', 'recovery_answer', 'password_hash'],
  okta_user_factor_question: ['answer'],
};

/** Ways for an app to authenticate that have no client secret. */
export const WITHOUT_SECRET = set('private_key_jwt', 'none');

function set(...names: readonly string[]): ReadonlySet<string> {
  return new Set(names);
}
