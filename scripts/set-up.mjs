// Makes a fresh clone ready for `npm start` and `npm test`: installs what the lock file says, builds dist/, and puts
// okta-apps where npx finds it. Plain Node, because nothing is installed yet. Silent when there is nothing to do.
import { fileURLToPath } from 'node:url';
import { build } from './build-dist.mjs';
import { install } from './install.mjs';
import { linkCommand } from './link-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const ready = install(root) && (await build(root));
if (ready) linkCommand(root);
process.exitCode = ready ? 0 : 1;
