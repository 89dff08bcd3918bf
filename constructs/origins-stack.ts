import type { App } from 'cdktf';
import { addTrustedOrigins } from './stack/trusted-origin-resources';
import { askedOrigins } from './trusted-origins';
import type { Environment } from './environment';
import { OktaStack, stacksOf } from './okta-stack';

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
    const asked = stacksOf(app, environment).flatMap((stack) => askedOrigins(stack));
    if (asked.length > 0) addTrustedOrigins(new OriginsStack(app, environment), asked);
  }
}
