import type { SecretOwner } from './sink';

/** A name or path of a setting, with the app and the environment in place of `{app}` and `{environment}`. */
export function nameFor(template: string, { app, environment }: SecretOwner): string {
  return template.replaceAll('{app}', app).replaceAll('{environment}', environment);
}
