import { readdirSync } from 'node:fs';
import type { Project } from '../project/find-project';

/**
 * Says which files of variables are beside `cdktf.json`, and what to do instead, in one line; nothing where there is none.
 * Terraform runs in another folder, so they do nothing.
 */
export function ignoredFilesText({ folder }: Pick<Project, 'folder'>): string {
  const names = readdirSync(folder)
    .filter((name) => /\.tfvars(?:\.json)?$/i.test(name))
    .sort();
  if (names.length === 0) return '';
  return (
    `Not read: ${names.join(', ')}. Set TF_VAR_<name> for each variable, and list it in passVariables of its ` +
    'environment in env/, or write the value into the code.\n'
  );
}
