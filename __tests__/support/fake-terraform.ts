import { fakeProgram } from './fake-program';
import { WRITES_PLAN } from './plan-archive';

/** What `terraform show -json` prints of a plan in which nothing changes. */
export const NO_CHANGES = { format_version: '1.2', terraform_version: '1.12.0', applyable: false, complete: true };

/** The body of a terraform that saves a plan and shows it as `shown`; its `plan` ends with `exitCode`. */
export function planning(shown: object = NO_CHANGES, exitCode: 0 | 2 = 0): string {
  return `${WRITES_PLAN}
if (args[0] === 'plan') process.exitCode = ${exitCode};
if (args[0] === 'show') console.log(${JSON.stringify(JSON.stringify(shown))});`;
}

/**
 * A terraform that has installed okta/okta 6.12.0 and plans that there is nothing to change.
 *
 * @param init What its `init` does besides, with `args`.
 * @param planned What its `plan` and `show` do, with `args`.
 */
export function fakeTerraform(folder: string, init = '', planned = planning()): ReturnType<typeof fakeProgram> {
  const selections = { provider_selections: { 'registry.terraform.io/okta/okta': '6.12.0' } };
  return fakeProgram(
    folder,
    'terraform-fake',
    `if (args[0] === 'version') console.log(args[1] === '-json' ? ${JSON.stringify(JSON.stringify(selections))} : 'Terraform v1.12.0');
if (args[0] === 'init') { ${init} }
${planned}`,
  );
}
