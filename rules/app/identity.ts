import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { outsideLength } from './text-checks';

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
    summary: 'A construct id begins with a letter or `_` and continues with letters, digits, `_` and `-`.',
    see: SOURCES.addresses,
    *check({ address }) {
      const id = address.slice(address.indexOf('.') + 1);
      if (ID.test(id)) return;
      yield {
        prop: 'id',
        must: 'begin with a letter or _ and continue with letters, digits, _ and -',
        value: id,
        todo: 'choose an id that Terraform can use as it is',
      };
    },
  },
  {
    id: 'address/in-stack',
    severity: 'error',
    summary: 'An app is directly in its stack: inside another construct CDKTF would add a hash to its address.',
    see: SOURCES.addresses,
    *check(app) {
      const inStack = app.path.slice(stackOf(app).length + 1);
      if (!inStack.includes('/')) return;
      yield {
        prop: 'id',
        must: 'be directly in its stack',
        value: inStack,
        todo: 'pass the stack as the scope of the app',
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
    summary: 'A client id has 6 to 100 characters.',
    see: SOURCES.oktaApps,
    check: ({ props: { clientId } }) =>
      outsideLength([SHORTEST_CLIENT_ID, LONGEST_CLIENT_ID], 'clientId', clientId, (length) =>
        length === 0 ? 'leave it out to let Okta choose' : 'choose one such as "storefront-web"',
      ),
  },
  {
    id: 'client-id/characters',
    severity: 'error',
    summary: "A client id is made of letters, digits and `$-_.+!*'(),`.",
    see: SOURCES.oktaApps,
    *check({ props: { clientId } }) {
      if (typeof clientId !== 'string') return;
      const foreign = FOREIGN.exec(clientId)?.[0];
      if (foreign === undefined) return;
      yield {
        prop: 'clientId',
        must: 'hold only letters, digits and "$-_.+!*\'(),"',
        value: clientId,
        todo: `remove ${JSON.stringify(foreign)}`,
      };
    },
  },
  {
    id: 'client-id/reserved',
    severity: 'error',
    summary: 'A client id is not `ALL_CLIENTS`, in whatever case: Okta means every client by it.',
    see: SOURCES.oktaApps,
    *check({ props: { clientId } }) {
      if (typeof clientId !== 'string' || clientId.toUpperCase() !== 'ALL_CLIENTS') return;
      yield {
        prop: 'clientId',
        must: 'not be "ALL_CLIENTS"',
        value: clientId,
        todo: 'choose another one, since Okta means every client by it',
      };
    },
  },
];
