import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { reducedCliConfiguration } from './cli-configuration';

type Variables = Readonly<Record<string, string | undefined>>;

/** What Terraform reads of HOME: tokens of registries and plugins, and what proves to a backend who asks. */
const LINKED = [
  '.terraform.d',
  '.aws',
  '.azure',
  '.config/gcloud',
  '.config/opentofu',
  '.pgpass',
  '.pg_service.conf',
  '.postgresql',
];

/** A HOME for Terraform, and the file with its settings. */
export interface TerraformHome {
  readonly home: string;
  readonly cliConfiguration: string;
}

/**
 * Fills a folder that Terraform gets for its HOME. It leads to what backends and registries need of the user's, and to
 * nothing else: okta/okta would take an org and a credential from `~/.okta/okta.yaml`.
 *
 * @param home An empty folder.
 * @throws UserError for settings of Terraform that are refused.
 */
export async function makeTerraformHome(env: Variables, home: string): Promise<TerraformHome> {
  const cliConfiguration = path.join(home, 'okta-apps.tfrc');
  await writeFile(cliConfiguration, reducedCliConfiguration(env), { mode: 0o600 });
  const own = env['HOME'] ?? env['USERPROFILE'];
  if (own === undefined) return { home, cliConfiguration };
  for (const name of LINKED) {
    const from = path.join(own, name);
    if (!existsSync(from)) continue;
    await mkdir(path.dirname(path.join(home, name)), { recursive: true });
    await symlink(from, path.join(home, name), 'junction');
  }
  return { home, cliConfiguration };
}
