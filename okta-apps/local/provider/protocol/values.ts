import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';
import type { ObjectValue, Value } from '../sdk/value';
import { isObject, UNKNOWN, Unknown } from '../sdk/value';
import type { DynamicValue } from './types';

const UNKNOWN_EXTENSION = 0;
/** Later Terraform versions add what they know about an unknown value; the endpoint has no use for it. */
const REFINED_UNKNOWN_EXTENSION = 12;

const extensions = new ExtensionCodec();
extensions.register({
  type: UNKNOWN_EXTENSION,
  encode: (value) => (value instanceof Unknown ? new Uint8Array(1) : null),
  decode: () => UNKNOWN,
});
extensions.register({ type: REFINED_UNKNOWN_EXTENSION, encode: () => null, decode: () => UNKNOWN });

/** Reads a value; a block that is not there (a create, a destroy) is `null`. */
export function decodeObject(value: DynamicValue): ObjectValue | null {
  const decoded = decode(value.msgpack, { extensionCodec: extensions }) as Value;
  return isObject(decoded) ? decoded : null;
}

/** Writes a value. */
export function encodeValue(value: Value): DynamicValue {
  return { msgpack: encode(value, { extensionCodec: extensions }) };
}
