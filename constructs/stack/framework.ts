import { App } from 'cdktf';
import type { IConstruct } from 'constructs';
import { UsageError } from '../usage-error';

/** A file of the package that continues cdktf, under its own name. */
const SUCCESSOR = /[\\/]node_modules[\\/]cdktn[\\/]/;

/**
 * Refuses a scope of cdktn, installed beside cdktf: each has its own stacks and tokens, so a synth would end in the middle
 * with an error of neither. Under the npm alias cdktn is cdktf, and there is nothing to refuse.
 *
 * @throws UsageError
 */
export function checkFramework(scope: IConstruct, loaded = (): readonly string[] => Object.keys(require.cache)): void {
  if (scope.node.root instanceof App || !loaded().some((file) => SUCCESSOR.test(file))) return;
  throw new UsageError(
    'the app must be one of cdktf, got one of cdktn beside it; install cdktn under the name cdktf, with the overrides of the README, ' +
      'and import from "cdktf"',
  );
}
