import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError, LOCAL_PROVIDER, type Diagnostic } from '../diagnostics';
import { OktaError, type OktaClient } from '../okta-client';
import { isJsonObject, textAt, type Json, type JsonObject } from '../sdk/go-json';
import type { ResourceData } from '../sdk/resource-data';
import type { ObjectValue } from '../sdk/value';
import { APP_FIELDS } from './app-oauth-attributes';
import { appBody, readApp } from './app-oauth-json';
import { checkApp } from './app-oauth-checks';
import { assignPolicy, writeGroupsClaim } from './app-oauth-companions';
import { orFail, type ResourceType } from './resource-type';

const ACTIVE = 'ACTIVE';

/** The resource okta_app_oauth: an OIDC app. */
export const APP_OAUTH: ResourceType = {
  schema: { fields: APP_FIELDS, timeouts: true },
  // The secret that a state without it never saw can only be had by replacing the app.
  replacesWhen: (prior, planned) =>
    prior['omit_secret'] === true && planned['omit_secret'] === false ? ['omit_secret'] : [],
  validate: preferWriteOnly,
  create,
  read,
  update,
  delete: remove,
  import: importedApp,
};

function preferWriteOnly(config: ObjectValue, writeOnlyAllowed: boolean): readonly Diagnostic[] {
  if (!writeOnlyAllowed || config['client_basic_secret'] === null) return [];
  return [
    {
      severity: 'warning',
      summary: 'Available Write-only Attribute Alternative',
      detail:
        'The attribute client_basic_secret has a write-only alternative client_basic_secret_wo available. ' +
        'Use the write-only alternative of the attribute when possible.',
      path: ['client_basic_secret'],
    },
  ];
}

async function create(data: ResourceData, okta: OktaClient): Promise<void> {
  const failed = 'failed to create OAuth application';
  const app = await orFail(failed, async () => {
    checkApp(data, okta.usesOAuth);
    refuseCatalogue(data);
    const path = `/api/v1/apps?activate=${data.string('status') === ACTIVE}`;
    const { json } = await okta.call('POST', path, { body: appBody(data, true), wording: 'status' });
    return oidcApp(json);
  });
  data.setId(textAt(app, 'id'));
  const secret = textAt(app, 'credentials.oauthClient.client_secret');
  if (!data.bool('omit_secret') && secret !== '') data.set('client_secret', secret);
  await orFail('failed to upload logo for OAuth application', () => uploadLogo(data, okta));
  await orFail('failed to update groups claim for an OAuth application', () => writeGroupsClaim(data, okta));
  if (data.string('type') !== 'service') {
    await orFail('failed to set authentication policy for an OAuth application', () => assignPolicy(data, okta));
  }
  await read(data, okta);
}

async function read(data: ResourceData, okta: OktaClient): Promise<void> {
  const { json } = await orFail('failed to get OAuth application', () =>
    okta.call('GET', `/api/v1/apps/${data.id}`, { wording: 'status' }),
  );
  const app = await orFail('failed to verify app type', () => oidcApp(json));
  if (textAt(app, 'id') === '') data.setId('');
  else await readApp(data, okta, app);
}

async function update(data: ResourceData, okta: OktaClient): Promise<void> {
  await changeStatus(data, okta);
  if (!data.hasChangeExcept('status')) return;
  const app = await orFail('failed to update OAuth application', async () => {
    checkApp(data, okta.usesOAuth);
    refuseCatalogue(data);
    const body = appBody(data, false);
    const { json } = await okta.call('PUT', `/api/v1/apps/${data.id}`, { body, wording: 'status' });
    return oidcApp(json);
  });
  const secret = textAt(app, 'credentials.oauthClient.client_secret');
  if (data.bool('omit_secret')) data.set('client_secret', '');
  else if (secret !== '') data.set('client_secret', secret);
  if (data.hasChange('logo')) {
    await orFail('failed to upload logo for OAuth application', () => uploadLogo(data, okta));
  }
  if (data.hasChange('groups_claim')) {
    await orFail('failed to update groups claim for an OAuth application', () => writeGroupsClaim(data, okta));
  }
  await orFail('failed to set authentication policy an OAuth application', () => assignPolicy(data, okta));
  await read(data, okta);
}

async function changeStatus(data: ResourceData, okta: OktaClient): Promise<void> {
  const change = { ACTIVE: 'activate', INACTIVE: 'deactivate' }[data.string('status')];
  if (change === undefined || !data.hasChange('status')) return;
  await okta
    .call('POST', `/api/v1/apps/${data.id}/lifecycle/${change}`, { wording: 'body' })
    .catch((error: unknown) => {
      if (!(error instanceof OktaError)) throw error;
      throw new ProviderError(`${error.message}, Status: ${error.statusLine}`, error.detail);
    });
}

async function remove(data: ResourceData, okta: OktaClient): Promise<void> {
  await orFail('failed to delete OAuth application', async () => {
    if (data.string('status') === ACTIVE) {
      await patiently(() => okta.call('POST', `/api/v1/apps/${data.id}/lifecycle/deactivate`, { wording: 'body' }));
    }
    await patiently(() => okta.call('DELETE', `/api/v1/apps/${data.id}`, { wording: 'body' }));
  });
}

const RETRY_WAITS_MS = [500, 750, 1125, 1700, 2550];

/** Tries again after a server error: an app that was just deactivated is not always ready to be deleted. */
async function patiently<Result>(call: () => Promise<Result>): Promise<Result> {
  for (const wait of RETRY_WAITS_MS) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof OktaError) || error.status < 500) throw error;
      await sleep(wait);
    }
  }
  return call();
}

async function uploadLogo(data: ResourceData, okta: OktaClient): Promise<void> {
  const file = data.string('logo');
  if (file === '') return;
  const content = readFileSync(file);
  const path = `/api/v1/apps/${data.id}/logo`;
  await okta.call('POST', path, { file: { name: basename(file), content }, wording: 'body' });
}

function oidcApp(json: Json | undefined): JsonObject {
  if (isJsonObject(json) && json['signOnMode'] === 'OPENID_CONNECT') return json;
  throw new ProviderError('unexpected application response type from Okta - not an OpenIdConnectApplication');
}

function refuseCatalogue(data: ResourceData): void {
  const name = data.string('preconfigured_app');
  if (name === '') return;
  throw new ProviderError(
    `preconfigured_app ${JSON.stringify(name)} is not served by the ${LOCAL_PROVIDER}`,
    'An org on this machine has no catalogue of apps. Use okta/okta itself for such an app.',
  );
}

function importedApp(id: string): ObjectValue {
  const [appId = '', ...flags] = id.split('/');
  if (flags.length <= 2) return { id: appId };
  throw new ProviderError(
    "invalid format used for import ID, format must be 'app_id' or 'app_id/skip_users' or 'app_id/skip_users/skip_groups'",
  );
}
