import { startOrg, type LocalOrg, type OrgOptions } from '../okta-apps/local/org/server';
import { serveProvider } from '../okta-apps/local/provider/serve';

/** Runs with a local org, in memory or on a folder, and an endpoint for it; `env` attaches Terraform to that. */
export async function withOrg<T>(
  run: (org: LocalOrg, env: NodeJS.ProcessEnv) => Promise<T>,
  options: OrgOptions = {},
): Promise<T> {
  const org = await startOrg(options);
  const endpoint = await serveProvider({ org });
  try {
    return await run(org, { TF_REATTACH_PROVIDERS: JSON.stringify(endpoint.reattach) });
  } finally {
    await endpoint.close();
    await org.close();
  }
}

/** The configuration of resources in an org. */
export function inOrg({ url, token }: LocalOrg, resource: object) {
  return {
    provider: { okta: { http_proxy: url, api_token: token } },
    terraform: { required_providers: { okta: { source: 'okta/okta' } } },
    resource,
  };
}

/** So many resources, called `app-0` and on. */
export function each(count: number, make: (name: string) => object): Readonly<Record<string, object>> {
  const names = Array.from({ length: count }, (_, n) => `app-${n}`);
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}

/** The attributes of an `okta_app_oauth` that is served from a host of its own. */
export function app(name: string, label = name): object {
  return {
    label,
    type: 'web',
    redirect_uris: [`https://${name}.harborgoods.net/callback`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    omit_secret: true,
    skip_authentication_policy: true,
  };
}
