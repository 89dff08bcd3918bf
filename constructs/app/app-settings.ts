import { OktaProvider } from '@cdktf/provider-okta/lib/provider';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { EnvironmentRules } from '../../okta-apps/shared/environment-rules';
import type { ListedProvider } from '../../okta-apps/shared/listed-providers';

/** What an environment says to the constructs of one stack. Values only; constructs never see the environment. */
export interface AppSettings {
  /** For messages. Empty outside of an environment. */
  readonly environment: string;
  /** `https://acme.okta.com`; undefined where the stack does not say it. */
  readonly orgUrl?: string;
  readonly preventDestroy: boolean;
  /** How Terraform authenticates when it applies. @default - not known */
  readonly appliedBy?: 'api-token' | 'service-app';
  readonly rules: EnvironmentRules;
  /** Whether its org is on this machine. @default false */
  readonly local?: boolean;
  /** The providers besides okta/okta that it lists. @default - not known */
  readonly providers?: readonly ListedProvider[];
}

const DEFAULT_BASE_URL = 'okta.com';
const KEY = 'okta-oidc-cdktf/settings';
const NONE: AppSettings = { environment: '', preventDestroy: false, rules: {} };

/** Gives the stack its settings. Call it before the stack has children. */
export function setAppSettings(stack: Construct, settings: AppSettings): void {
  stack.node.setContext(KEY, settings);
}

/** The settings of the stack that the construct is in; none for a bare `TerraformStack`. */
export function appSettings(construct: Construct): AppSettings {
  return (construct.node.tryGetContext(KEY) as AppSettings | undefined) ?? NONE;
}

/** `https://acme.okta.com`, as the settings or the only okta provider of the stack have it; undefined when neither says it. */
export function orgUrlOf(stack: TerraformStack): string | undefined {
  const { orgUrl } = appSettings(stack);
  if (orgUrl !== undefined) return orgUrl;
  const [provider, another] = stack.node.findAll().filter((node) => node instanceof OktaProvider);
  if (provider?.orgName === undefined || another !== undefined) return undefined;
  return `https://${provider.orgName}.${provider.baseUrl ?? DEFAULT_BASE_URL}`;
}
