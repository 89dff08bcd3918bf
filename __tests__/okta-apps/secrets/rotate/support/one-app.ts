import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { announce } from '../../../../../okta-apps/run/local-org';
import type { LocalOrg } from '../../../../../okta-apps/local/org/server';
import { writeAssembly } from '../../../../support/plain-project';
import type { Made } from '../../../local/org/sign-in/support/relying-party';

/** Makes an empty project in a folder, whose commands find an org that runs. */
export async function announceOrg(folder: string, { url, token }: LocalOrg): Promise<void> {
  const data = join(folder, '.okta-local/org');
  mkdirSync(data, { recursive: true });
  await announce(data, { pid: process.pid, kind: 'org', url, token, reattach: {} });
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'false' }));
}

/** Declares one app in the project, with a sink for its secret. */
export function declareApp(folder: string, { id, label }: Made): void {
  const manifest = {
    environment: 'local',
    local: true,
    org: { name: 'local', baseUrl: 'okta.test' },
    secrets: { sink: { type: 'dotenv', folder: 'handed-out' } },
  } as const;
  const terraform = { resource: { okta_app_oauth: { [id]: { label } } } };
  writeAssembly(join(folder, 'cdktf.out'), { 'shop-local': { manifest, terraform } });
}
