import type { Environment } from '../environment';
import { betweenCopies } from './between-copies';

/** In place of the origins that an environment does not have while the other apps are built; it is never written. */
const PLACEHOLDER = 'no-origins.invalid';

/** While `synthesize` builds an environment: the apps without an entry that its stacks ask for. */
const collecting = betweenCopies('missingApps', () => ({ apps: undefined as Set<string> | undefined }));

/**
 * Builds with placeholders for the origins of apps without an entry in `apps`, so that one run finds all of them.
 *
 * @returns the names of these apps; where there is one, what was built must not be written.
 */
export function collectMissingApps(build: () => void): readonly string[] {
  const apps = new Set<string>();
  collecting.apps = apps;
  try {
    build();
  } finally {
    collecting.apps = undefined;
  }
  return [...apps];
}

/** Notes the app and gives origins to go on with; undefined where nothing collects, so that the caller must stop. */
export function placeholderOrigins({ name }: Environment, app: string): readonly string[] | undefined {
  const { apps } = collecting;
  if (apps === undefined) return undefined;
  apps.add(app);
  return [`https://app${[...apps].indexOf(app)}.${name.toLowerCase()}.${PLACEHOLDER}`];
}

/** True for a problem of a placeholder, which is no cause of its own. */
export function isAboutPlaceholder({ message }: { readonly message: string }): boolean {
  return message.includes(PLACEHOLDER);
}
