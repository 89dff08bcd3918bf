import { createPrivateKey } from 'node:crypto';
import type { Credential } from '../shared/stack-manifest';

/**
 * What is wrong with the value of a credential's variable, by its form alone; undefined when nothing is. The text holds
 * nothing of the value.
 */
export function secretFault({ type }: Credential, secret: string): string | undefined {
  return type === 'api-token' ? tokenFault(secret) : keyFault(secret);
}

function tokenFault(token: string): string | undefined {
  if (token !== token.trim()) return 'it begins or ends with a space or a line end; set the API token alone';
  if (/^(?:SSWS|Bearer)\s/i.test(token)) return 'it begins with the name of a scheme; set the API token alone';
  if (/^(["']).*\1$/.test(token)) return 'it is in quotes; set the API token alone';
  if (/^[<{].*[>}]$/.test(token)) return 'it is a placeholder; set an API token';
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return 'it does not hold an API token: it contains characters that Okta tokens never have';
  }
  return undefined;
}

function keyFault(key: string): string | undefined {
  try {
    createPrivateKey(withLineEnds(key));
    return undefined;
  } catch {
    return 'it does not hold a private key in PEM form';
  }
}

/** Where a file of variables wants one line, people write a line end as `\n`; okta/okta reads that too. */
export function withLineEnds(key: string): string {
  return key.replaceAll('\\n', '\n');
}
