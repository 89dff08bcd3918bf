/** Blocks of a `.terraform.lock.hcl` as Terraform writes them. */
export const OKTA_LOCK = `provider "registry.terraform.io/okta/okta" {
  version     = "6.12.0"
  constraints = ">= 6.9.0, != 6.14.0, < 7.0.0"
  hashes = [
    "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  ]
}
`;

export const RANDOM_LOCK = OKTA_LOCK.replace('okta/okta', 'hashicorp/random').replace('6.12.0', '3.6.0');

/** A lock file with these blocks. */
export function lockFile(...blocks: readonly string[]): string {
  return ['# This file is maintained automatically by "terraform init".\n', ...blocks].join('\n');
}
