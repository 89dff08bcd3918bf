/** A key of an instance: `[0]` or `["a"]`, which may hold brackets and quotes of its own. */
const KEY = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g;

/** The address without keys of instances: that of the block in the code. */
export function withoutKeys(address: string): string {
  return address.replace(KEY, '');
}

/** `module.a.data.okta_group.x["b"]` → `okta_group` */
export function typeIn(address: string): string {
  return withoutKeys(address).split('.').at(-2) ?? '';
}

/** The address as an argument for a shell: a key of an instance has quotes and brackets, and may have anything else. */
export function inShell(address: string): string {
  return /^[\w.-]+$/.test(address) ? address : `'${address.replaceAll("'", "'\\''")}'`;
}

/**
 * The command that removes resources from a state, and changes nothing in Okta.
 *
 * @param terraform how Terraform is called, with the folder of the stack
 */
export function stateRemoval(addresses: readonly string[], terraform = 'terraform'): string {
  return [terraform, 'state rm', ...addresses.map(inShell)].join(' ');
}
