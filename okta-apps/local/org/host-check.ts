import { hostnameOf, isLoopback } from '../../shared/uri';
import { forbidden, type OktaError } from './errors';

/**
 * Lets in what was meant for this machine: a page in a browser must not reach the org, neither through a name that
 * points to loopback (DNS rebinding) nor from its own origin.
 * @param target the request target, which is a whole address when the client takes the org for a proxy
 * @throws OktaError E0000006
 */
export function checkHost(target: string, host: string | undefined, origin: string | undefined): void {
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(target)?.[1];
  for (const name of [absolute?.replace(/^.*@/, ''), host]) {
    if (name !== undefined && !isHere(name)) throw refused(name);
  }
  if (origin === undefined) return;
  const from = /^http:\/\/(.*)$/i.exec(origin)?.[1];
  if (from === undefined || !isHere(from)) throw refused(origin);
}

function isHere(hostAndPort: string): boolean {
  return isLoopback(hostnameOf(hostAndPort) ?? '');
}

function refused(name: string): OktaError {
  return forbidden(`The local org answers loopback names only, not '${name.slice(0, 100)}'.`);
}
