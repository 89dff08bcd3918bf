/** A `cdk.tf.json` of apps by name, each with what its values say differently, and whatever else is in it. */
export function oktaDocument(apps: Readonly<Record<string, object>>, more: Readonly<Record<string, unknown>> = {}) {
  const entries = Object.entries(apps).map(([name, values]) => [
    name,
    {
      label: name,
      type: 'web',
      client_id: `${name}-client`,
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: [`https://${name}.acme.dev/callback`],
      skip_authentication_policy: true,
      omit_secret: true,
      ...values,
    },
  ]);
  return {
    ...more,
    terraform: {
      backend: { s3: { bucket: 'acme-state', key: 'shop.tfstate', region: 'eu-central-1' } },
      required_providers: { okta: { source: 'okta/okta', version: '>= 6.9.0' }, ...providersOf(more) },
      required_version: '>= 1.11.0',
    },
    provider: { okta: [{ org_name: 'acme-dev', base_url: 'oktapreview.com' }], ...object(more['provider']) },
    resource: { okta_app_oauth: Object.fromEntries(entries) as Record<string, unknown>, ...object(more['resource']) },
  };
}

function object(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function providersOf({ provider }: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.keys(object(provider)).map((name) => [name, { source: `hashicorp/${name}`, version: '3.0.0' }]),
  );
}
