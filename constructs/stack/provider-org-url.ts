import { OktaProvider } from '@cdktf/provider-okta/lib/provider';
import type { TerraformStack } from 'cdktf';

const DEFAULT_BASE_URL = 'okta.com';

/** `https://acme.okta.com`, as the only okta provider of the stack has it; undefined when it does not say its org. */
export function providerOrgUrl(stack: TerraformStack): string | undefined {
  const [provider, another] = stack.node.findAll().filter((node) => node instanceof OktaProvider);
  if (provider?.orgName === undefined || another !== undefined) return undefined;
  return `https://${provider.orgName}.${provider.baseUrl ?? DEFAULT_BASE_URL}`;
}
