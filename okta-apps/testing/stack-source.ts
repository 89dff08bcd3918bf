import type { StackCode } from '../project/stack-code';
import { isObject, type JsonObject } from '../shared/json';

/** What `okta-apps.json` says, as far as a test may do without it. */
type Manifest = Pick<StackCode['manifest'], 'environment' | 'production' | 'rules' | 'seed'>;

/**
 * A stack of CDKTF, or what it synthesizes to: the text of a `cdk.tf.json`, such as `Testing.synth(stack)` returns, or
 * that text parsed. Aspects are not applied to a stack that is given as itself.
 */
export type StackSource = string | object;

/** A stack as a rehearsal needs it. */
export interface TestStack {
  readonly document: JsonObject;
  /** Undefined for a stack that does not say which environment it is for. */
  readonly manifest: Manifest | undefined;
}

/** @throws TypeError when it is none of these. */
export function readStack(source: StackSource, what: string): TestStack {
  const document = documentOf(source);
  if (!isObject(document)) {
    throw new TypeError(`${what} must be a stack of CDKTF or its cdk.tf.json, got ${kindOf(source)}`);
  }
  return { document, manifest: manifestOf(source) };
}

function documentOf(source: StackSource): unknown {
  if (typeof source === 'string') {
    try {
      return JSON.parse(source);
    } catch {
      return undefined;
    }
  }
  // Through text: what a stack returns holds values of which JSON knows nothing.
  return JSON.parse(JSON.stringify(isStack(source) ? source.toTerraform() : source));
}

function isStack(source: object): source is { toTerraform(): unknown } {
  return 'toTerraform' in source && typeof source.toTerraform === 'function';
}

function manifestOf(source: StackSource): Manifest | undefined {
  if (typeof source === 'string' || !isStack(source) || !('manifest' in source)) return undefined;
  const { manifest } = source;
  return isObject(manifest) && typeof manifest['environment'] === 'string'
    ? (manifest as unknown as Manifest)
    : undefined;
}

function kindOf(source: StackSource): string {
  if (typeof source === 'string') return 'a text that is no JSON object';
  return Array.isArray(source) ? 'a list' : typeof source;
}
