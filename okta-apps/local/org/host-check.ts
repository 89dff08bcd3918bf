import { forbidden, malformed, OktaError } from './errors';

/** The deepest nesting of a JSON body that is read; deeper ones could not be written again. */
const DEPTH = 64;

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/i;

function isLoopback(host: string): boolean {
  const name = host.replace(/:\d*$/, '');
  return LOOPBACK.test(name);
}

/**
 * Lets in what was meant for this machine: a page in a browser must not reach the org, neither through a name that
 * points to loopback (DNS rebinding) nor from its own origin.
 * @param target the request target, which is a whole address when the client takes the org for a proxy
 * @throws OktaError E0000006
 */
export function checkHost(target: string, host: string | undefined, origin: string | undefined): void {
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(target)?.[1];
  for (const name of [absolute?.replace(/^.*@/, ''), host]) {
    if (name !== undefined && !isLoopback(name)) throw refused(name);
  }
  if (origin === undefined) return;
  const from = /^http:\/\/(.*)$/i.exec(origin)?.[1];
  if (from === undefined || !isLoopback(from)) throw refused(origin);
}

function refused(name: string): OktaError {
  return forbidden(`The local org answers loopback names only, not '${name.slice(0, 100)}'.`);
}

/**
 * A body as JSON.
 * @throws OktaError E0000021 when it is said to be something else, E0000003 when it is empty, not JSON or too deep
 */
export function parseJson(raw: Buffer, contentType: string): unknown {
  if (raw.length > 0 && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType))
    throw new OktaError('E0000021');
  let value: unknown;
  try {
    value = JSON.parse(raw.toString('utf8'));
  } catch {
    throw malformed();
  }
  if (!isShallow(value)) throw malformed();
  return value;
}

function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH) return false;
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? (Object.values(item) as unknown[]) : [],
    );
  }
  return true;
}
