/** `read`, or why a key decides nothing that a review has to know. */
type Treatment = 'read' | { readonly ignored: string };

type Keys = Readonly<Record<string, Treatment>>;

const COPY: Treatment = { ignored: 'every change of these values is in resource_changes and output_changes' };
const MADE_UP: Treatment = { ignored: 'Okta and the provider make it up; the id of an object is among its values' };
const PART_OF_ADDRESS: Treatment = { ignored: 'it is a part of the address' };

/**
 * Every key that a plan may have at its top, as terraform-json and the documentation of both programs list them. One
 * that a later version adds is `plan/unknown-part`.
 *
 * @see https://pkg.go.dev/github.com/hashicorp/terraform-json#Plan
 */
export const PLAN_KEYS: Keys = {
  format_version: 'read',
  terraform_version: 'read',
  applyable: 'read',
  complete: 'read',
  errored: 'read',
  resource_changes: 'read',
  resource_drift: 'read',
  deferred_changes: 'read',
  output_changes: 'read',
  action_invocations: 'read',
  deferred_action_invocations: 'read',
  checks: 'read',
  prior_state: 'read',
  planned_values: COPY,
  proposed_unknown: COPY,
  variables: { ignored: 'a variable decides through the resources that use it, whose changes are read' },
  configuration: { ignored: 'the synthesized configuration itself is read, from which Terraform made this' },
  relevant_attributes: { ignored: 'it says which drift a change depends on; all drift is read' },
  timestamp: { ignored: 'it says when the plan was made' },
  change_summary: { ignored: 'it counts what the lists have, and leaves out outputs, moves and forgets' },
};

/** Keys of one entry of `resource_changes`, of `resource_drift`, and of `resource_change` in a deferred one. */
export const RESOURCE_CHANGE_KEYS: Keys = {
  address: 'read',
  previous_address: 'read',
  mode: 'read',
  type: 'read',
  deposed: 'read',
  change: 'read',
  action_reason: 'read',
  module_address: PART_OF_ADDRESS,
  name: PART_OF_ADDRESS,
  index: PART_OF_ADDRESS,
  provider_name: { ignored: 'providers are compared in the configuration and in the lock file' },
};

/** Keys of `change` in such an entry, and of one entry of `output_changes`. */
export const CHANGE_KEYS: Keys = {
  actions: 'read',
  before: 'read',
  after: 'read',
  after_unknown: 'read',
  before_sensitive: 'read',
  after_sensitive: 'read',
  replace_paths: 'read',
  importing: 'read',
  generated_config: { ignored: 'it repeats the values of an import, which are read' },
  before_identity: MADE_UP,
  after_identity: MADE_UP,
};

/** Keys of `importing` in a change. */
export const IMPORTING_KEYS: Keys = { id: 'read', identity: 'read', unknown: 'read' };

/** What a check may have come to. `unknown` is one that only the apply evaluates. */
export const CHECK_STATUSES: readonly string[] = ['pass', 'fail', 'error', 'unknown'];
