/** Variables that change what Terraform does, where it writes, or whom it is for; no environment may pass them on. */
const NEVER = [
  /^TF_(?:CLI_|DATA_DIR$|WORKSPACE$|LOG_PATH$|REATTACH_PROVIDERS$|ENCRYPTION$|PLUGIN_CACHE_MAY_|STATE_|INPUT$|CLOUD_|FORK$)/,
  /^(?:OKTA|GITHUB|ACTIONS|RUNNER|CI|GIT|LD|DYLD|NODE|NPM)_/,
  /^(?:HOME|PATH|PWD|SHELL|ENV|BASH_ENV|IFS|USERPROFILE|TERRAFORM_CONFIG|SSH_AUTH_SOCK)$/,
];

/** Why an environment's `passVariables` may not hold a name; undefined when it may. */
export function passedVariableFault(name: string, credentialVariables: readonly string[]): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return 'is no name of an environment variable';
  if (credentialVariables.includes(name)) return 'holds a credential of this environment';
  return NEVER.some((pattern) => pattern.test(name.toUpperCase()))
    ? 'changes what Terraform does or where it writes'
    : undefined;
}
