// Installs the programs that only slow tests use, before `npm run test:full`: they are no part of a first `npm start`.
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

process.exitCode = install(fileURLToPath(new URL('../__tests__/tools', import.meta.url))) ? 0 : 1;
