import { ProviderError, type Diagnostic } from '../diagnostics';
import { OktaError, type OktaClient } from '../okta-client';
import type { SchemaSpec } from '../schema';
import type { ReplacesWhen } from '../sdk/plan';
import type { ResourceData } from '../sdk/resource-data';
import type { ObjectValue } from '../sdk/value';

/** What happens to a resource: the calls to Okta for each of Terraform's steps, in okta/okta's order. */
export interface ResourceType {
  readonly schema: SchemaSpec;
  readonly replacesWhen?: ReplacesWhen;
  /** Findings about a configuration beyond the schema's own. */
  readonly validate?: (config: ObjectValue, writeOnlyAllowed: boolean) => readonly Diagnostic[];
  readonly create: (data: ResourceData, okta: OktaClient) => Promise<void>;
  readonly read: (data: ResourceData, okta: OktaClient) => Promise<void>;
  readonly update: (data: ResourceData, okta: OktaClient) => Promise<void>;
  readonly delete: (data: ResourceData, okta: OktaClient) => Promise<void>;
  /** The attributes that an import id stands for; `id` among them. */
  readonly import: (id: string, okta: OktaClient) => ObjectValue | Promise<ObjectValue>;
}

/** A data source: reads what its configuration asks for into the data. */
export interface DataSourceType {
  readonly schema: SchemaSpec;
  readonly read: (data: ResourceData, okta: OktaClient) => Promise<void>;
}

/**
 * Does a step and, when it fails, says in okta/okta's words which one.
 * @param summary the words before the cause
 */
export async function orFail<Result>(summary: string, step: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof OktaError || error instanceof ProviderError) {
      throw new ProviderError(`${summary}: ${error.message}`, error.detail);
    }
    throw error;
  }
}

/** Runs a call whose 404 means that there is nothing, which then is `undefined`. Other refusals name the status too. */
export async function unlessGone<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof OktaError)) throw error;
    if (error.status === 404) return undefined;
    throw new ProviderError(`${error.message}, Status: ${error.statusLine}`, error.detail);
  }
}
