import { AppOauth, type AppOauthConfig } from '@cdktf/provider-okta/lib/app-oauth';
import type { Construct } from 'constructs';

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
}
