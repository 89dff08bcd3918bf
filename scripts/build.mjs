// `npm run build`: compiles dist/, unless it is that of the sources already.
import { fileURLToPath } from 'node:url';
import { build } from './build-dist.mjs';

process.exitCode = (await build(fileURLToPath(new URL('..', import.meta.url)))) ? 0 : 1;
