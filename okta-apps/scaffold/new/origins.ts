import type ts from 'typescript';
import { parseUri } from '../../shared/uri';
import type { EnvironmentCode } from '../code/project-shape';
import type { ProjectCode } from '../code/project-code';

/** Where local apps are usually served from. */
const FIRST_PORT = 3000;
const LONGEST_LABEL = 63;

/**
 * Where a new app is served from, for each environment: like the other apps there, with the name of the app as the
 * first part of the host. No two environments may share an origin.
 */
export function newOrigins(
  app: string,
  environments: readonly EnvironmentCode[],
  code: ProjectCode,
): ReadonlyMap<EnvironmentCode, string> {
  const taken = new Set(environments.flatMap(({ apps }) => originsIn(apps, code)));
  const origins = new Map<EnvironmentCode, string>();
  for (const environment of environments) {
    const known = originsIn(environment.apps, code);
    const origin = environment.isLocal
      ? `http://localhost:${nextPort(known)}`
      : freeOrigin(app, environment.name, known, taken);
    taken.add(origin);
    origins.set(environment, origin);
  }
  return origins;
}

/** For a host that people fill in. @see https://www.rfc-editor.org/rfc/rfc2606 */
export function placeholderOrigin(app: string, environment: string): string {
  return `https://${hostLabel(app)}.${hostLabel(environment)}.example.com`;
}

function freeOrigin(app: string, environment: string, known: readonly string[], taken: ReadonlySet<string>): string {
  const domain = known.map(domainOf).find((one) => one !== undefined);
  if (domain === undefined) return placeholderOrigin(app, environment);
  const names = [app, `${app}-${environment}`].map((name) => `https://${hostLabel(name)}.${domain}`);
  return names.find((origin) => !taken.has(origin)) ?? placeholderOrigin(app, environment);
}

/** `dev.acme.com` of `https://shop.dev.acme.com`; undefined where the host has no part that can be exchanged. */
function domainOf(origin: string): string | undefined {
  const { host, isLoopback } = parseUri(origin);
  if (isLoopback || host.startsWith('[') || /^[\d.]+$/.test(host)) return undefined;
  const parts = host.split('.');
  return parts.length < 3 ? (parts.length === 2 ? host : undefined) : parts.slice(1).join('.');
}

function nextPort(origins: readonly string[]): number {
  const ports = origins.flatMap((origin) => {
    const { origin: normal } = parseUri(origin);
    return normal === undefined ? [] : [Number(new URL(normal).port)];
  });
  return Math.max(FIRST_PORT - 1, ...ports) + 1;
}

/** Every text in a list called `origins`. */
function originsIn(apps: ts.ObjectLiteralExpression, { ts }: ProjectCode): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'origins' &&
      ts.isArrayLiteralExpression(node.initializer)
    ) {
      found.push(...node.initializer.elements.flatMap((one) => (ts.isStringLiteralLike(one) ? [one.text] : [])));
    }
    ts.forEachChild(node, visit);
  };
  visit(apps);
  return found;
}

function hostLabel(name: string): string {
  return name.replaceAll('_', '-').toLowerCase().replace(/^-+/, '').slice(0, LONGEST_LABEL).replace(/-+$/, '') || 'app';
}
