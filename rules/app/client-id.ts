import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { outsideLength } from './text-checks';

const LEAST = 6;
const MOST = 100;
const FOREIGN = /[^A-Za-z0-9$\-_.+!*'(),]/u;

/** Chosen once: another client id is another app. */
export const clientIdRules: readonly Rule<AppSubject>[] = [
  {
    id: 'client-id/length',
    severity: 'error',
    summary: 'A client id has 6 to 100 characters.',
    see: SOURCES.oktaApps,
    check: ({ props: { clientId } }) =>
      outsideLength([LEAST, MOST], 'clientId', clientId, (length) =>
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
