import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';

/** Proof Key for Code Exchange. */
export const pkceRules: readonly Rule<AppSubject>[] = [
  {
    id: 'pkce/required',
    severity: 'warning',
    summary: 'PKCE is required: without it a stolen code can be used in another session.',
    see: SOURCES.rfc7636,
    *check({ props: { pkceRequired } }) {
      if (pkceRequired !== false) return;
      yield {
        prop: 'pkceRequired',
        must: 'be true',
        value: pkceRequired,
        todo: 'remove it once the app sends a code_challenge',
      };
    },
  },
];
