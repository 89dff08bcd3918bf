import { AppOauth, type AppOauthConfig } from '@cdktf/provider-okta/lib/app-oauth';
import { Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { isObject } from '../../okta-apps/shared/json';

/** Resources that say nothing while the rest of their stack is resolved. */
let leftOut: ReadonlySet<AppResource> = new Set();

/**
 * `okta_app_oauth` with the attributes that the bindings, made for provider 4.20, do not know. A subclass, because
 * `addOverride` on every app costs time that grows with the square of their number.
 */
export class AppResource extends AppOauth {
  readonly #newer: Record<string, unknown> | undefined;

  /** @param newer Attributes beside `config`; undefined when the props of the app cannot be written at all. */
  constructor(scope: Construct, id: string, config: AppOauthConfig, newer: Record<string, unknown> | undefined) {
    super(scope, id, config);
    this.#newer = newer;
  }

  /** Runs `resolve` while the resources are left out of what CDKTF synthesizes. */
  static leavingOut<T>(resources: readonly AppResource[], resolve: () => T): T {
    leftOut = new Set(resources);
    try {
      return resolve();
    } finally {
      leftOut = new Set();
    }
  }

  override toTerraform(): unknown {
    return leftOut.has(this) ? {} : super.toTerraform();
  }

  /** What stands at the resource's address. */
  attributes(): unknown {
    const document = super.toTerraform() as { resource: Record<string, Record<string, unknown>> };
    return document.resource[this.terraformResourceType]?.[this.friendlyUniqueId];
  }

  /** Without attributes Terraform refuses the resource, should anybody switch the rule off that says what is wrong. */
  protected override synthesizeAttributes(): Record<string, unknown> {
    if (this.#newer === undefined) return {};
    return { ...(super.synthesizeAttributes() as Record<string, unknown>), ...this.#newer };
  }
  /** The same for `cdktf synth --hcl`, where a block differs from a map. */
  protected override synthesizeHclAttributes(): Record<string, unknown> {
    if (this.#newer === undefined) return {};
    const newer = Object.entries(this.#newer).map(
      ([name, value]) => [name, isBlock(value) ? { value, isBlock: true, type: 'struct' } : value] as const,
    );
    return { ...(super.synthesizeHclAttributes() as Record<string, unknown>), ...Object.fromEntries(newer) };
  }
}

/** None of the newer attributes is a map. */
function isBlock(value: unknown): boolean {
  return isObject(value) && !Tokenization.isResolvable(value);
}
