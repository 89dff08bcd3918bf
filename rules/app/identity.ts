import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { outsideLength } from './text-checks';
import { fill } from '../texts';

const ID = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Construct path of the app's stack. */
function stackOf({ path, stack }: Pick<AppSubject, 'path' | 'stack'>): string {
  return stack ?? path.split('/', 1).join();
}

/** The construct id is the Terraform address, and so the app's identity. */
export const addressRules: readonly Rule<AppSubject>[] = [
  {
    id: 'address/construct-id',
    severity: 'error',
    title: 'A construct ID contains characters that Terraform cannot use.',
    impact: 'CDKTF would strip them, and the address, which is the identity of the app, would be another one',
    fix: 'choose an id that Terraform can use as it is',
    see: SOURCES.addresses,
    *check({ address }) {
      const id = address.slice(address.indexOf('.') + 1);
      if (ID.test(id)) return;
      yield {
        prop: 'id',
        must: 'begin with a letter or _ and continue with letters, digits, _ and -',
        value: id,
      };
    },
  },
  {
    id: 'address/in-stack',
    severity: 'error',
    title: 'An app is inside another construct.',
    impact: 'CDKTF would add a hash to its address, and a later move would delete the app',
    fix: 'pass the stack as the scope of the app',
    see: SOURCES.addresses,
    *check(app) {
      const inStack = app.path.slice(stackOf(app).length + 1);
      if (!inStack.includes('/')) return;
      yield {
        prop: 'id',
        must: 'be directly in its stack',
        value: inStack,
      };
    },
  },
];

const SHORTEST_CLIENT_ID = 6;
const LONGEST_CLIENT_ID = 100;
const FOREIGN = /[^A-Za-z0-9$\-_.+!*'(),]/u;

/** Chosen once: another client id is another app. */
export const clientIdRules: readonly Rule<AppSubject>[] = [
  {
    id: 'client-id/length',
    severity: 'error',
    title: 'A client ID is too short or too long.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'choose one of 6 to 100 characters, or leave it out',
    see: SOURCES.oktaApps,
    check: ({ props: { clientId } }) =>
      outsideLength([SHORTEST_CLIENT_ID, LONGEST_CLIENT_ID], 'clientId', clientId, (length) =>
        length === 0 ? 'leave it out to let Okta choose' : 'choose one such as "storefront-web"',
      ),
  },
  {
    id: 'client-id/characters',
    severity: 'error',
    title: 'A client ID contains characters that Okta does not accept.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'remove the character',
    see: SOURCES.oktaApps,
    *check({ props: { clientId } }) {
      if (typeof clientId !== 'string') return;
      const foreign = FOREIGN.exec(clientId)?.[0];
      if (foreign === undefined) return;
      yield {
        prop: 'clientId',
        must: 'hold only letters, digits and "$-_.+!*\'(),"',
        value: clientId,
        fix: fill('remove {value}', { value: JSON.stringify(foreign) }),
      };
    },
  },
  {
    id: 'client-id/reserved',
    severity: 'error',
    title: 'A client ID is the reserved word `ALL_CLIENTS`.',
    impact: 'for Okta it means every client, so what is set for this app could apply to all of them',
    fix: 'choose another one, since Okta means every client by it',
    see: SOURCES.oktaApps,
    *check({ props: { clientId } }) {
      if (typeof clientId !== 'string' || clientId.toUpperCase() !== 'ALL_CLIENTS') return;
      yield {
        prop: 'clientId',
        must: 'not be "ALL_CLIENTS"',
        value: clientId,
      };
    },
  },
];
