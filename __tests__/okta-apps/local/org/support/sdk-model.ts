import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const load = createRequire(__filename);
const MODELS = join(dirname(load.resolve('@okta/okta-sdk-nodejs/package.json')), 'src/generated/models');

/** The class of a model of Okta's SDK; undefined for a type that is none, which jest takes long to look for. */
export function sdkModel(name: string): unknown {
  const file = join(MODELS, `${name}.js`);
  return existsSync(file) ? Object.values(load(file) as Readonly<Record<string, unknown>>)[0] : undefined;
}
