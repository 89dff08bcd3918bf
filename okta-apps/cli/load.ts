import { createRequire } from 'node:module';

/**
 * Loads a module of this folder when it is needed: each command pays for its own modules only. A type for the result
 * comes from `import type * as name`.
 */
export const load: (module: string) => unknown = createRequire(__filename);
