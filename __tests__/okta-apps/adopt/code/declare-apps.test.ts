import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { targetIn } from '../../../../okta-apps/adopt/adopt-apps';
import { filesFor } from '../../../../okta-apps/adopt/code/declare-apps';
import { liftValues } from '../../../../okta-apps/adopt/lift-values';
import { findProject } from '../../../../okta-apps/project/find-project';
import { temporaryFolder } from '../../../support/temporary-folder';
import { addedLines, exampleProject } from '../../scaffold/support/example-project';

const parent = temporaryFolder();
const BUILD = 'stacks/build-app.ts';

/** The lines that a trusted origin of an adopted app adds to the function that adds the stacks. */
function addedToBuild(team: string, change: (text: string) => string): readonly string[] {
  const folder = exampleProject(parent.path);
  const file = join(folder, BUILD);
  const before = change(readFileSync(file, 'utf8'));
  writeFileSync(file, before);
  const { adopting } = targetIn(findProject(folder), team);
  const props = { label: 'Shop', redirectUris: ['https://shop.acme.com/cb'] };
  const trustedOrigins = [{ origin: 'https://shop.acme.com', scopes: ['CORS'], importFrom: 'tos1' }];
  const lifted = liftValues([{ environment: 'dev', props, appId: '0oa1', trustedOrigins }]);
  const declaration = { team, apps: [{ id: 'shop', lifted }], names: ['OidcWebApp'] as const, waivers: new Map() };
  const written = filesFor(declaration, adopting).filter(({ name }) => name === BUILD);
  return written.flatMap(({ text }) => addedLines({ [BUILD]: before }, { [BUILD]: text })[BUILD] ?? []);
}

const withoutOrigins = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.includes('OriginsStack'))
    .join('\n');

test.each<[string, string, (text: string) => string, readonly string[]]>([
  ['that adds the stack of trusted origins stays as it is', 'storefront', (text) => text, []],
  [
    'gets it where it lacks it',
    'storefront',
    withoutOrigins,
    ["import { OriginsStack } from '../constructs/origins-stack';", '  OriginsStack.addTo(app, environment);'],
  ],
  [
    'gets it after the stack of a new team',
    'web',
    withoutOrigins,
    [
      "import { WebStack } from './web-stack';",
      "import { OriginsStack } from '../constructs/origins-stack';",
      '  new WebStack(app, environment);',
      '  OriginsStack.addTo(app, environment);',
    ],
  ],
])('a function %s', (_, team, change, lines) => {
  expect(addedToBuild(team, change)).toEqual(lines);
});
