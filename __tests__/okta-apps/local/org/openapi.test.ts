import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { everyAnswer } from './support/answers';
import { violations, type Description } from './support/openapi';

/** Okta's own description, where a copy stands beside the project; no part of it is in the project. */
const FILE = join(__dirname, '../../../../../shared/reference/okta-management-openapi.yaml');
/** What Okta orgs answer and the description does not have, or has otherwise. */
const ACCEPTED = [
  /_links\.(uploadLogo|profileEnrollment|policies|clientCredentials): not described$/,
  /settings\.(app|manualProvisioning): not described$/,
  // Its schemas lack them, its own examples have them.
  /jwks\.keys\[\]\.(use|alg): not described$/,
  // Described without a body; Okta orgs were seen to answer {}.
  /^POST \/api\/v1\/apps\/\{appId\}\/lifecycle\/(de)?activate: a body that is not described$/,
];

/** A path whose parameters have no names: Okta names them differently from operation to operation. */
const unnamed = (path: string) => path.replace(/\{\w+\}/g, '{}');

const there = existsSync(FILE);
if (!there)
  process.stdout.write(
    'Okta’s API description does not stand beside the project (../shared/reference): the answers of the local org are not compared with it.\n',
  );

(there ? test : test.skip)(
  'every answer is one that Okta’s own description allows, with no field it does not have',
  async () => {
    const description = load(readFileSync(FILE, 'utf8')) as Description;
    const operations = new Map(Object.entries(description.paths).map(([path, methods]) => [unnamed(path), methods]));
    const found = (await everyAnswer()).flatMap(({ method, path, status, body }) => {
      const operation = operations.get(unnamed(path))?.[method.toLowerCase()];
      if (path.startsWith('/api/v1/internal/')) return [];
      if (operation === undefined) return [`${method} ${path}: no such operation`];
      const response = operation.responses[String(status)];
      if (response === undefined) return [`${method} ${path}: status ${status} is not described`];
      const schema = response.content?.['application/json']?.schema;
      if (schema === undefined) return body === undefined ? [] : [`${method} ${path}: a body that is not described`];
      return violations(description, schema, body).map((line) => `${method} ${path} ${line}`);
    });
    expect([...new Set(found)].filter((line) => !ACCEPTED.some((pattern) => pattern.test(line)))).toEqual([]);
  },
  60_000,
);
