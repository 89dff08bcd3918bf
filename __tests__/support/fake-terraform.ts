import { fakeProgram } from './fake-program';

/**
 * A terraform that has installed okta/okta 6.12.0 and plans that there is nothing to change.
 *
 * @param init What its `init` does besides, with `args`.
 */
export function fakeTerraform(folder: string, init = ''): ReturnType<typeof fakeProgram> {
  const selections = { provider_selections: { 'registry.terraform.io/okta/okta': '6.12.0' } };
  return fakeProgram(
    folder,
    'terraform-fake',
    `if (args[0] === 'version') console.log(args[1] === '-json' ? ${JSON.stringify(JSON.stringify(selections))} : 'Terraform v1.12.0');
if (args[0] === 'init') { ${init} }`,
  );
}
