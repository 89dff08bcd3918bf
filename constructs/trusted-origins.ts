import { Construct, type IConstruct } from 'constructs';
import type { TrustedOriginSubject } from '../rules/app';
import { isObject, object } from '../okta-apps/shared/json';
import { appsIn } from './app/app-subject';
import { hideTokens, NOT_WRITTEN_OUT } from './app/tokens';
import { plainData } from './app/plain-data';
import { capturePlace } from './stack/captured-place';

/** What Okta allows to scripts and pages of an origin. */
export type OriginScope = 'CORS' | 'REDIRECT' | 'IFRAME_EMBED';

/** One origin that the org trusts. @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/TrustedOrigin/ */
export interface TrustedOriginProps {
  /** Scheme, host and port, such as `https://shop.acme.dev`. */
  readonly origin: string;
  /** `CORS`: scripts call Okta's API. `REDIRECT`: sign-in and sign-out may go there. `IFRAME_EMBED`: Okta inside a page. */
  readonly scopes: readonly OriginScope[];
  /** Name in Okta, unique in the org. @default - the origin */
  readonly name?: string;
  /**
   * Id of the origin in Okta (`tos…`), when Okta has it already: Terraform takes it into the state instead of creating
   * it. The id belongs to one org, so give it for that environment only; once applied it may go.
   *
   * @default - it is created
   */
  readonly importFrom?: string;
}

const TRUSTED_ORIGINS = Symbol.for('okta-oidc-cdktf.TrustedOrigins');

/**
 * Origins that a team wants the org to trust, besides the `baseUris` of its apps. They become resources in the stack
 * `origins-<environment>`, one per origin of the whole environment: Okta has each origin once, and wants a higher admin
 * role for them than for apps. That is another stack, so no value here may be one that only Terraform knows.
 */
export class TrustedOrigins extends Construct {
  constructor(
    scope: Construct,
    id: string,
    readonly props: { readonly origins: readonly TrustedOriginProps[] },
  ) {
    super(scope, id);
    Object.defineProperty(this, TRUSTED_ORIGINS, { value: true });
    capturePlace(this, new.target);
  }
}

function isTrustedOrigins(construct: IConstruct): construct is TrustedOrigins {
  return TRUSTED_ORIGINS in construct;
}

/** Every origin that anything below the construct asks for, with who asks. */
export function askedOrigins(construct: Construct): TrustedOriginSubject[] {
  const ofApps = appsIn(construct).flatMap((app) =>
    app.trustedOrigins.map((asked, index) => ({ ...asked, path: app.node.path, prop: `baseUris[${index}]` })),
  );
  const explicit = construct.node.findAll().filter(isTrustedOrigins);
  const ofTeams = explicit.flatMap(({ node, props }) =>
    listOf(hideTokens(plainData(props), NOT_WRITTEN_OUT)).map((asked, index) => ({
      ...(asked as TrustedOriginProps),
      path: node.path,
      prop: `origins[${index}]`,
    })),
  );
  return [...ofApps, ...ofTeams];
}

/** What is no list of objects becomes one, so that a rule can refuse what is in it. */
function listOf(props: unknown): object[] {
  const { origins } = object(props);
  return (Array.isArray(origins) ? origins : [origins]).map((asked: unknown) =>
    isObject(asked) ? asked : { origin: asked },
  );
}
