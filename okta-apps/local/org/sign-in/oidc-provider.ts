import { once } from '../../../shared/schema';

/**
 * The library, loaded at the first sign-in. Below Node 22 it prints a warning when it is loaded, although it runs there:
 * that would end up between the lines of a command.
 */
export const oidcProvider = once(async () => {
  const { warn } = console;
  const set = (value: typeof warn) => Object.assign(console, { warn: value });
  set(() => undefined);
  try {
    return await import('oidc-provider');
  } finally {
    set(warn);
  }
});
