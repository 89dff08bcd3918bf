import type { AppGroupAssignments } from '@cdktf/provider-okta/lib/app-group-assignments';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { AppProps, AppSubject } from '../rules/app';
import { haveTheirTypes } from '../rules/app/prop-types';
import { boundAttributes, newerAttributes } from './app/app-attributes';
import { AppResource } from './app/app-resource';
import { appSettings, orgUrlOf } from './app/app-settings';
import { declareSecretSource } from './app/initial-secret';
import { markApp } from './app/app-subject';
import { capturePlace } from './stack/captured-place';
import { validateApp } from './stack/check-stack';
import { checkFramework } from './stack/framework';
import { importFrom } from './stack/import-from';
import { assignGroups, policyId } from './app/groups-and-policies';
import { withoutTokenStacks } from './app/tokens';
import type { Rotator } from '../okta-apps/shared/secret-settings';
import type { OidcWebAppProps } from './oidc-web-app-props';
import { resolveProps, ruleProps, type ResolvedProps } from './app/resolve-props';
import type { TrustedOriginProps } from './trusted-origins';
import { UsageError } from './usage-error';

export { ClientSecret } from './client-secret';
export type * from './oidc-web-app-props';

/**
 * An OIDC web application in Okta: one `okta_app_oauth` at the address `okta_app_oauth.<id>`.
 *
 * The construct id is the app's identity. Renaming it makes Terraform delete the app and create another one, unless
 * `movedFrom` declares it. Ids are letters, digits, `_` and `-`, begin with a letter or `_`, and are directly in a
 * stack.
 *
 * What is wrong with the props comes out at synth, all of it at once; see docs/rules.md.
 */
export class OidcWebApp extends Construct {
  /** Terraform address, such as `okta_app_oauth.billing`. */
  readonly address: string;
  /** Variable of the initial client secret; undefined when Okta makes the secret. */
  readonly secretVariable: string | undefined;
  /** Key of the initial client secret in that variable; undefined when the variable has no other secret. */
  readonly secretKey: string | undefined;
  /** Who rotates its client secret in place of `okta-apps rotate`; undefined when no one else does. */
  readonly rotatedBy: Rotator | undefined;

  readonly #resource: AppResource;
  readonly #assignments: AppGroupAssignments | undefined;
  readonly #resolved: ResolvedProps;
  /** The props as the rules see them. */
  readonly #ruled: AppProps;
  /** False when a prop holds what its type forbids: then there are no attributes to write, only problems. */
  readonly #writable: boolean;

  constructor(scope: Construct, id: string, props: OidcWebAppProps) {
    super(scope, freeId(scope, id));
    markApp(this);
    capturePlace(this, new.target);
    this.address = `okta_app_oauth.${id}`;
    this.#resolved = resolveProps(props, appSettings(this).preventDestroy);
    this.#ruled = ruleProps(this.#resolved);
    this.#writable = haveTheirTypes(this.#ruled);
    this.secretVariable = this.#writable ? this.#resolved.clientSecret.variable : undefined;
    this.secretKey = this.#writable ? this.#resolved.clientSecret.key : undefined;
    this.rotatedBy = this.#writable ? this.#resolved.rotatedBy : undefined;
    this.#resource = withoutTokenStacks(() => this.#createResource());
    const groups = this.#writable ? this.#resolved.assignTo?.groups : undefined;
    this.#assignments = Array.isArray(groups) ? assignGroups(this, this.appId, groups) : undefined;
    validateApp(this, TerraformStack.of(this));
  }

  /**
   * Declares that the app had another construct id before. Terraform then moves it in the state, and Okta sees no
   * change. Leave it in the code until every environment was applied with it.
   */
  movedFrom(id: string): void {
    this.#resource.moveFromId(`${this.#resource.terraformResourceType}.${id}`);
    this.#assignments?.moveFromId(`${this.#assignments.terraformResourceType}.${id}`);
  }

  /**
   * Declares that Okta has the app already, under this id (`0oa…`): Terraform takes it into the state instead of
   * creating it. The id belongs to one org, so declare it for that environment only; once applied it may go.
   */
  importFrom(appId: string): void {
    importFrom(this.#resource, appId);
  }

  /** The client id, as a token when Okta gives it. */
  get clientId(): string {
    return this.#resource.clientId;
  }

  /** Okta's id of the app (`0oa…`), a token. */
  get appId(): string {
    return this.#resource.id;
  }

  /**
   * The issuer of the app's ID tokens: the org's URL.
   *
   * @throws when neither the stack nor its provider says which org it is for, or when `issuerMode` leaves the issuer to Okta.
   */
  get issuer(): string {
    const orgUrl = orgUrlOf(TerraformStack.of(this));
    if (orgUrl === undefined) {
      throw new Error(
        `${this.node.path}: issuer must be known, got no org; build the app in an OktaStack, or give the provider its orgName`,
      );
    }
    if (this.#resolved.issuerMode !== 'ORG_URL') {
      throw new Error(
        `${this.node.path}: issuer must be the org's URL, got issuerMode "${this.#resolved.issuerMode}"; ` +
          'give relying parties the URL of your custom domain',
      );
    }
    return orgUrl;
  }

  /** Where a relying party reads the endpoints. @throws as `issuer` does. @see https://openid.net/specs/openid-connect-discovery-1_0.html */
  get discoveryUrl(): string {
    return `${this.issuer}/.well-known/openid-configuration`;
  }

  /** The origins that the app wants the org to trust. */
  get trustedOrigins(): readonly TrustedOriginProps[] {
    const { baseUris, baseUriScopes } = this.#resolved;
    return this.#writable && Array.isArray(baseUris)
      ? baseUris.map((origin: string) => ({ origin, scopes: baseUriScopes }))
      : [];
  }

  /** The app as the rules see it. */
  get subject(): AppSubject {
    const { path } = this.node;
    const stack = TerraformStack.of(this).node.path;
    const { rules, appliedBy, providers } = appSettings(this);
    const known = { ...(appliedBy && { appliedBy }), ...(providers && { providers }) };
    return { path, stack, address: this.address, props: this.#ruled, rules, ...known };
  }

  #createResource(): AppResource {
    const resolved = this.#resolved;
    const secret = this.#writable ? declareSecretSource(this, resolved) : undefined;
    const resource = this.#writable
      ? new AppResource(
          this,
          'Default',
          boundAttributes(resolved, policyId(TerraformStack.of(this), resolved.authenticationPolicy)),
          newerAttributes(resolved, secret),
        )
      : new AppResource(this, 'Default', { type: 'web', label: '' }, undefined);
    // CDKTF would strip characters from the id or add a hash to it; a rule refuses the ids that Terraform cannot have.
    resource.overrideLogicalId(this.node.id);
    return resource;
  }
}

/** @throws UsageError when the scope cannot have the app at this id, so that nothing can be built. */
function freeId(scope: Construct, id: string): string {
  checkFramework(scope);
  const place = scope.node.path === '' ? 'an app' : scope.node.path;
  if (typeof id !== 'string' || id === '') {
    throw new UsageError(`${place}: id must be a name, got ${JSON.stringify(id)}; choose one such as "storefront-web"`);
  }
  if (scope.node.tryFindChild(id) !== undefined) {
    throw new UsageError(`${place}: id must be unique, got "${id}" twice; rename one of the two`);
  }
  return id;
}
