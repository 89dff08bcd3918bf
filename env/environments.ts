import { dev } from './dev';
import type { Environment } from '../constructs/environment';
import { local } from './local';
import { prod } from './prod';
import { staging } from './staging';

/** Every environment. `local` is built only when it is named. */
export const environments: readonly Environment[] = [local, dev, staging, prod];
