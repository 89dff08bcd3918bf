import { UsageError } from './usage-error';
import type { Environment } from './environment';
import { placeholderOrigins } from './stack/missing-apps';

/**
 * The origins that the environment says the app is served from.
 *
 * @throws UsageError when the environment has no such app. `synthesize` finds all of them and reports them as problems.
 */
export function appOrigins(environment: Environment, app: string): readonly string[] {
  const origins = environment.apps[app]?.origins ?? placeholderOrigins(environment, app);
  if (origins === undefined) {
    const known = Object.keys(environment.apps).join(', ');
    throw new UsageError(
      `environment "${environment.name}" must say where "${app}" is served from, got only ${known}; add it to \`apps\` in its file in env/`,
    );
  }
  return origins;
}
