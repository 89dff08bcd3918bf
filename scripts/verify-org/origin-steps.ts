import type { Known, Step } from './step';

const ORIGINS = '/api/v1/trustedOrigins';
const one = (known: Known) => `${ORIGINS}/${known('origin')}`;

/** A trusted origin whose name and host are those of the run. */
function origin(known: Known, more: object = {}): object {
  const name = known('label');
  return { name, origin: `https://${name}.example.com`, scopes: [{ type: 'CORS' }, { type: 'REDIRECT' }], ...more };
}

/** A trusted origin, from the cradle to the grave. */
export const originSteps: readonly Step[] = [
  {
    name: 'create a trusted origin',
    request: (known) => ({ method: 'POST', path: ORIGINS, body: origin(known) }),
    keep: (body) => ({ origin: (body as { readonly id?: string }).id }),
  },
  { name: 'read the trusted origin', request: (known) => ({ method: 'GET', path: one(known) }) },
  {
    name: 'find it by its name',
    request: (known) => ({ method: 'GET', path: `${ORIGINS}?filter=${encodeURIComponent(byName(known('label')))}` }),
  },
  {
    name: 'refuse the same origin a second time',
    request: (known) => ({ method: 'POST', path: ORIGINS, body: origin(known, { name: again(known('label')) }) }),
  },
  {
    name: 'refuse an origin that is none',
    request: (known) => ({ method: 'PUT', path: one(known), body: origin(known, { origin: 'not an origin' }) }),
  },
  {
    name: 'refuse a scope that is none',
    request: (known) => ({ method: 'PUT', path: one(known), body: origin(known, { scopes: [{ type: 'Redirect' }] }) }),
  },
  {
    name: 'replace the trusted origin',
    request: (known) => ({ method: 'PUT', path: one(known), body: origin(known, { scopes: [{ type: 'CORS' }] }) }),
  },
  {
    name: 'deactivate the trusted origin',
    request: (known) => ({ method: 'POST', path: `${one(known)}/lifecycle/deactivate` }),
  },
  {
    name: 'activate the trusted origin',
    request: (known) => ({ method: 'POST', path: `${one(known)}/lifecycle/activate` }),
  },
  { name: 'delete the trusted origin', request: (known) => ({ method: 'DELETE', path: one(known) }) },
  { name: 'read the deleted trusted origin', request: (known) => ({ method: 'GET', path: one(known) }) },
];

/** Okta's filter for one name. */
export function byName(name: string): string {
  return `name eq "${name}"`;
}

/** The name of a second trusted origin, which an org is to refuse. */
export function again(label: string): string {
  return `${label}-again`;
}
