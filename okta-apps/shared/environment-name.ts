/** Becomes the end of the name of a stack, a file, and a CI environment, as CI systems and YAML take it. */
const ENVIRONMENT = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

export function isEnvironmentName(name: string): boolean {
  return ENVIRONMENT.test(name);
}
