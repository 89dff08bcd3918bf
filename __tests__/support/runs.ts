/**
 * How often a property is tried: a fifth of it by `npm test`, all of it by `npm run test:full`, which runs the files
 * named `*.property.test.ts` once more.
 */
export function runs(all: number): number {
  return 'everyRun' in globalThis ? all : Math.ceil(all / 5);
}
