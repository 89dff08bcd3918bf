import { OktaProvider } from '@cdktf/provider-okta/lib/provider';
import { Testing, TerraformStack, TerraformVariable } from 'cdktf';
import { setAppSettings, type AppSettings } from '../../constructs/app/app-settings';
import { OidcWebApp, type OidcWebAppProps } from '../../constructs/oidc-web-app';

/** A synthesized `cdk.tf.json`, as far as the tests look at it. */
export interface SynthesizedStack {
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
  readonly output?: Record<string, unknown>;
  readonly variable?: Record<string, Record<string, unknown>>;
  readonly terraform?: Record<string, unknown>;
  readonly provider?: Record<string, readonly Record<string, unknown>[]>;
  readonly data?: Record<string, Record<string, Record<string, unknown>>>;
}

/** The props that every app must have. */
export const MINIMAL: OidcWebAppProps = { label: 'Billing', redirectUris: ['https://billing.acme.dev/callback'] };

/** A stack outside of any environment; CDKTF itself wants the provider in it. */
export function bareStack(name = 'dev', settings?: AppSettings): TerraformStack {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), name);
  if (settings !== undefined) setAppSettings(stack, settings);
  new OktaProvider(stack, 'okta', {});
  return stack;
}

/** Synthesizes the stack with all validations. @throws what CDKTF throws when one fails */
export function synthesized(stack: TerraformStack): SynthesizedStack {
  return JSON.parse(Testing.synth(stack, true)) as SynthesizedStack;
}

/** The attributes of `okta_app_oauth.<id>`. */
export function appAt(stack: SynthesizedStack, id: string): Record<string, unknown> {
  const app = stack.resource?.['okta_app_oauth']?.[id];
  if (app === undefined) throw new Error(`no okta_app_oauth.${id} in ${JSON.stringify(stack)}`);
  return app;
}

/** The attributes that the props become, in a stack of one app called `billing`. */
export function attributesOf(props: Partial<OidcWebAppProps>): Record<string, unknown> {
  return attributesWith(() => props);
}

/** The same for props that hold tokens of `var.v`. */
export function attributesWith(props: (v: TerraformVariable) => object): Record<string, unknown> {
  const stack = bareStack();
  const variable = new TerraformVariable(stack, 'v', {});
  new OidcWebApp(stack, 'billing', { ...MINIMAL, ...props(variable) });
  return appAt(synthesized(stack), 'billing');
}

/** What `Testing.synth(stack, true)` says is wrong, a line each, without what CDKTF writes around it. */
export function problemsOf(stack: TerraformStack): string[] {
  try {
    Testing.synth(stack, true);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message.split('\n').flatMap((line) => (line.startsWith('  [') ? [line.trim()] : []));
  }
  return [];
}
