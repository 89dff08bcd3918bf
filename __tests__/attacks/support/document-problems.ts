import { checkDocument } from '../../../okta-apps/document/check-document';
import type { ProviderContext } from '../../../okta-apps/document/check-providers';
import type { StackOfEnvironment } from '../../../okta-apps/document/check-states';
import type { JsonObject } from '../../../okta-apps/shared/json';
import { isWaiverAddress } from '../../../rules/environment/waiver-address';
import { oktaDocument } from '../../support/okta-document';

/** An ordinary document. */
export const BASE = oktaDocument({ web: {} });
/** The stack of the base. */
export const SHOP: StackOfEnvironment = { name: 'shop', document: BASE };

/** What the environment lists. */
export const PROVIDERS: ProviderContext = {
  org: { name: 'acme-dev', baseUrl: 'oktapreview.com' },
  providers: [
    { name: 'vault', source: 'hashicorp/vault', configuration: { address: 'https://vault.acme.dev' } },
    { name: 'http', source: 'hashicorp/http', types: ['data.http'] },
  ],
  aliases: [{ alias: 'second', variable: 'second_token' }],
};

/** `kind address prop` of everything that is found. */
export function problems(document: object, head: readonly StackOfEnvironment[] = [SHOP], stack = 'shop') {
  const found = checkDocument(document as JsonObject, { stack, base: [SHOP], head }, PROVIDERS);
  // Each message says that a waiver accepts it, so env/ must be able to name it.
  expect(found.map(({ address }) => address).filter((address) => !isWaiverAddress(address))).toEqual([]);
  return found.map(({ kind, address, prop }) => `${kind} ${address.replace(/^backend: .*/, 'terraform')} ${prop}`);
}

/** The ordinary document with another value at a path; every object on the way is copied. */
export function withAt(path: string, value: unknown): object {
  const set = (at: unknown, [key = '', ...rest]: readonly string[]): object => {
    const object = typeof at === 'object' && at !== null ? (at as JsonObject) : {};
    return { ...object, [key]: rest.length === 0 ? value : set(object[key], rest) };
  };
  return set(BASE, path.split('/'));
}
