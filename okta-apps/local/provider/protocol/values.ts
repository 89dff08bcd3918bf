import { ExtensionCodec, decode, encode } from '@msgpack/msgpack';
import { UNKNOWN, Unknown, isObject, type ObjectValue, type Value } from '../sdk/value';

/** A value in Terraform's msgpack form, as it lies on the wire. */
export interface DynamicValue {
  readonly msgpack: Uint8Array;
}

/** A diagnostic of the protocol. `severity`: 1 error, 2 warning. */
export interface WireDiagnostic {
  readonly severity: number;
  readonly summary: string;
  readonly detail: string;
  readonly attribute?: { readonly steps: readonly AttributeStep[] };
}

/** One step of an attribute path. */
type AttributeStep = { readonly attribute_name: string } | { readonly element_key_int: number };

/** A schema block as the protocol carries it; `type` is a cty type as JSON. */
export interface WireBlock {
  readonly version: number;
  readonly attributes: readonly Readonly<Record<string, unknown>>[];
  readonly block_types: readonly { readonly type_name: string; readonly block: WireBlock; readonly nesting: number }[];
}

/** The request fields that the calls of the endpoint read. */
export interface Requests {
  GetProviderSchema: object;
  ValidateProviderConfig: { config: DynamicValue };
  ValidateResourceConfig: ValidateRequest;
  ValidateDataResourceConfig: ValidateRequest;
  ConfigureProvider: { terraform_version: string; config: DynamicValue };
  UpgradeResourceState: { type_name: string; raw_state: { json: Uint8Array } };
  ReadResource: { type_name: string; current_state: DynamicValue; private: Uint8Array };
  PlanResourceChange: {
    type_name: string;
    prior_state: DynamicValue;
    proposed_new_state: DynamicValue;
    config: DynamicValue;
    prior_private: Uint8Array;
  };
  ApplyResourceChange: {
    type_name: string;
    prior_state: DynamicValue;
    planned_state: DynamicValue;
    config: DynamicValue;
    planned_private: Uint8Array;
  };
  ImportResourceState: { type_name: string; id: string };
  ReadDataSource: { type_name: string; config: DynamicValue };
  StopProvider: object;
}

interface ValidateRequest {
  type_name: string;
  config: DynamicValue;
  client_capabilities: { write_only_attributes_allowed: boolean } | null;
}

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
