import { INITIAL_SECRETS, type StackManifest } from '../../shared/stack-manifest';

type Org = Pick<StackManifest, 'org'>;

/** `acme.okta.com` */
export function orgOf({ name, baseUrl }: StackManifest['org']): string {
  return `${name}.${baseUrl}`.toLowerCase();
}

export function isSameOrg(one: Org, other: Org): boolean {
  return orgOf(one.org) === orgOf(other.org);
}

/** One manifest for all stacks that say the same of their environment: there may be thousands of stacks. */
export function differentSettings(manifests: readonly StackManifest[]): readonly StackManifest[] {
  const key = (manifest: StackManifest) =>
    JSON.stringify({ ...manifest, [INITIAL_SECRETS]: [], stack: isOrigins(manifest) ? manifest.stack : '' });
  return [...new Map(manifests.map((manifest) => [key(manifest), manifest])).values()];
}

/** The stack of an environment's trusted origins, which another credential may apply. */
export function isOrigins({ stack, environment }: StackManifest): boolean {
  return stack === `origins-${environment}`;
}

/**
 * Whether a stack is evaluated as production: by the org that it writes to, which the base knows. An org that the base
 * does not know counts as production; where there is nothing in the base, the stack itself says it.
 */
export function isProduction(manifest: StackManifest, base: readonly StackManifest[]): boolean {
  if (manifest.production) return true;
  // It writes to an org on this machine, whatever it says about another one.
  if (manifest.local || base.length === 0) return false;
  const known = base.filter((one) => !one.local && isSameOrg(one, manifest));
  return known.length === 0 || known.some(({ production }) => production);
}

/** How many approvals the base asks for where the stack writes to; of an unknown org, the most that production asks for. */
export function approvalsAtBase(manifest: StackManifest, base: readonly StackManifest[]): number | undefined {
  const own = base.filter((one) => one.environment === manifest.environment || isSameOrg(one, manifest));
  const asking = own.length > 0 || manifest.local ? own : base.filter(({ production }) => production);
  return asking.length === 0 ? undefined : Math.max(...asking.map(({ approvals }) => approvals));
}
