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
