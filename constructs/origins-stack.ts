import { TrustedOrigin } from '@cdktf/provider-okta/lib/trusted-origin';
import type { App, TerraformStack } from 'cdktf';
import { normalOrigin } from '../okta-apps/shared/uri';
import { byText } from '../okta-apps/shared/json';
import { items } from '../okta-apps/shared/values';
import type { TrustedOriginSubject } from '../rules/app';
import { terraformName } from './app/groups-and-policies';
import { literal } from './app/tokens';
import type { Environment } from './environment';
import { OktaStack } from './okta-stack';
import { constructAt } from './stack/addresses';
import { sharePlace } from './stack/captured-place';
import { environmentStacksIn } from './stack/environment-stacks';
import { importFrom } from './stack/import-from';
import { askedOrigins } from './trusted-origins';

/**
 * The trusted origins of an environment, in a stack of their own (`origins-<environment>`), which another credential
 * applies: Okta wants an organization administrator for them.
 */
export class OriginsStack extends OktaStack {
  private constructor(app: App, environment: Environment) {
    const { credentials } = environment;
    super(app, 'origins', {
      ...environment,
      credentials: { ...credentials, apply: credentials.applyOrigins ?? credentials.apply },
    });
  }

  /** Adds the stack when any stack of the environment asks for an origin. Call it after the stacks of the teams. */
  static addTo(app: App, environment: Environment): void {
    const stacks = environmentStacksIn(app).filter((stack) => stack.environment.name === environment.name);
    const asked = stacks.flatMap((stack) => askedOrigins(stack));
    if (asked.length > 0) addTrustedOrigins(new OriginsStack(app, environment), asked);
  }
}

/**
 * One `okta_trusted_origin` per origin, with the scopes that any of the askers wants; sorted, so that the order of the
 * stacks is no change.
 *
 * This is the form of provider 4.20 to 6.x. From 7.0 on (and in 6.14.0) a scope is a block `scopes { type = … }` and
 * `active` is `status`: this function is the one place to change.
 */
function addTrustedOrigins(stack: TerraformStack, asked: readonly TrustedOriginSubject[]): void {
  const byOrigin = new Map<string, TrustedOriginSubject[]>();
  for (const one of asked.filter(isWritable)) {
    const origin = normalOrigin(one.origin) ?? one.origin;
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), one]);
  }
  for (const [origin, askers] of [...byOrigin].sort(([a], [b]) => byText(a, b))) {
    const scopes = [...new Set(askers.flatMap((asker) => asker.scopes))].sort();
    const name = askers.find((asker) => asker.name !== undefined)?.name ?? origin;
    const resource = new TrustedOrigin(stack, origin, {
      name: literal(name),
      origin: literal(origin),
      scopes,
      active: true,
    });
    resource.overrideLogicalId(terraformName(origin.replace('://', '-')));
    const known = askers.find(({ importFrom }) => typeof importFrom === 'string')?.importFrom;
    if (known !== undefined) importFrom(resource, known);
    const [asker] = askers.flatMap(({ path }) => constructAt(stack.node.root, path) ?? []);
    if (asker !== undefined) sharePlace(resource, asker);
  }
}

/** False for what a rule refuses by its type, past the compiler. */
function isWritable({ origin, scopes, name }: TrustedOriginSubject): boolean {
  if (!Array.isArray(scopes) || origin === '') return false;
  const texts = [origin, name ?? '', ...items(scopes)];
  return texts.every((text) => typeof text === 'string');
}
