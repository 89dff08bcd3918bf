import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';

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
    summary: 'A construct id begins with a letter or `_` and goes on with letters, digits, `_` and `-`.',
    see: SOURCES.addresses,
    *check({ address }) {
      const id = address.slice(address.indexOf('.') + 1);
      if (ID.test(id)) return;
      yield {
        prop: 'id',
        must: 'begin with a letter or _ and go on with letters, digits, _ and -',
        value: id,
        todo: 'choose an id that Terraform can use as it is',
      };
    },
  },
  {
    id: 'address/in-stack',
    severity: 'error',
    summary: 'An app stands directly in its stack: inside another construct CDKTF would add a hash to its address.',
    see: SOURCES.addresses,
    *check(app) {
      const inStack = app.path.slice(stackOf(app).length + 1);
      if (!inStack.includes('/')) return;
      yield {
        prop: 'id',
        must: 'stand directly in its stack',
        value: inStack,
        todo: 'pass the stack as the scope of the app',
      };
    },
  },
];
