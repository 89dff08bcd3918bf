import type { Stop } from '../shared/io';

/** A test is ended by its runner; Terraform ends with the process. */
export const NEVER: Stop = { asked: new AbortController().signal, forced: new AbortController().signal };
