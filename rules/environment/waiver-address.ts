/**
 * What a waiver may name, as findings show it. Anything else, such as the name of an app, is a mistake that would accept
 * nothing.
 */
export function isWaiverAddress(value: unknown): value is string {
  return typeof value === 'string' && FORMS.some((form) => form.test(value));
}

const FORMS: readonly RegExp[] = [
  // `okta_app_oauth.storefront-web`, with the stack in front of it or not, with a module and an index or not
  /^(?:[^/\s["]+\/)?(?:module\.[\w-]+(?:\[[^\]\n]+\])?\.)*(?:data\.|ephemeral\.)?[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*(?:\[[^\]\n]+\])?$/,
  // `module.zones@terraform-okta/zones/okta?1.0.0`, with the digest of its files where it is one of this folder
  /^(?:module\.[\w-]+\.)*module\.[\w-]+@\S+$/,
  // `org.name: acme → other`, the one step of a setting
  /^[\w.-]+: .* → .*$/,
  // a section of the configuration or of a module, or a block of it that has no name
  /^(?:module\.[\w-]+\.)*(?:terraform|provider|variable|locals|output|module|check|moved|import|removed|action|list|language|resource|data|ephemeral)$/,
  // a file beside the configuration
  /^(?:assets|\.terraform)(?:\/.+)?$|^[^/\s]+\.(?:tf|tofu|tfvars)(?:\.json)?$|^\.okta$/i,
];
