import { openClient } from '../okta/client';
import { oidcClients } from '../okta/oidc-clients';
import type { ShowStep } from '../run/quickstart';
import { readAssembly } from '../project/assembly';
import { usesSecret } from '../shared/client-authentication';
import { credentialsOf, orgOfCredentials } from './app-credentials';
import { credentialsText, MASKED } from './credentials-text';
import { appsOf } from '../run/declared-apps';

/** The credentials of the first app of a local org that has a secret: what `okta-apps credentials --verify` prints. */
export const firstCredentials: ShowStep = async (org, project, io) => {
  io.secrets?.add([org.token]);
  const client = openClient(org.url, { type: 'api-token', token: org.token });
  const clients = await oidcClients(client);
  for (const app of readAssembly(project.outdir, project.output).flatMap(appsOf)) {
    const known = clients.find(({ label, method }) => label === app.label && usesSecret(method));
    if (known === undefined) continue;
    const access = { url: org.url, client, close: () => Promise.resolve() };
    return {
      name: app.app,
      text: credentialsText(await credentialsOf(app, known, orgOfCredentials(access), { verify: true }), MASKED),
    };
  }
  return undefined;
};
