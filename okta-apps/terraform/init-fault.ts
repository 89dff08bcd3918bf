import type { Diagnostic } from '../plan/diagnostics';
import { LOCK_FILE } from '../plan/lock-file';

/** What an init failed of. */
export type InitFault = 'no checksum' | 'other version' | 'lock file' | 'registry' | 'backend';

/** How Terraform and OpenTofu say it; the first entry that fits counts. */
const SAYS: readonly (readonly [InitFault, RegExp])[] = [
  ['no checksum', /(?:doesn't|does not) match any of the checksums/],
  ['other version', /Unsupported \w+ Core version/],
  ['lock file', /dependency lock file|locked provider|provider dependency changes/i],
  ['registry', /registry|provider packages/i],
  ['backend', /backend|\bstate\b|workspace|dial tcp|pq: |storage|bucket|credential/i],
];

/** Tells what an init failed of; undefined for any other error, such as one of a module, which says itself what it is about. */
export function initFault(said: string): InitFault | undefined {
  return SAYS.find(([, says]) => says.test(said))?.[0];
}

/** What is said of an error, on one line. */
export function inOneLine(diagnostics: readonly Diagnostic[]): string {
  const said = diagnostics.map(({ summary, detail }) => [summary, detail].filter(Boolean).join(': '));
  return said.join(' ').replace(/\s+/g, ' ').trim();
}

/** Terraform cannot tell these two apart, so neither can this tool. */
export const NO_CHECKSUM =
  'If it was made for other platforms only, write it again with okta-apps lock and commit it; otherwise the package is ' +
  'not the one that was locked';

/** What to look at, for each. */
export const INIT_HINTS: Readonly<Record<InitFault, string>> = {
  'no checksum': `${LOCK_FILE} has no checksum that fits the package of a provider. ${NO_CHECKSUM}.`,
  'other version': '',
  'lock file': `${LOCK_FILE} does not fit: write it again with okta-apps lock, and commit it.`,
  registry:
    'The provider could not be installed: check that its registry can be reached from here (HTTPS_PROXY is followed).',
  backend: 'Check that the backend of this stack can be reached from here, and its credentials.',
};
