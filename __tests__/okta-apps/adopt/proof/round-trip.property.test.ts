import fc from 'fast-check';
import { APP_OAUTH } from '../../../../okta-apps/local/provider/resources/app-oauth';
import { appBody } from '../../../../okta-apps/local/provider/resources/app-oauth-json';
import type { ObjectValue } from '../../../../okta-apps/local/provider/sdk/value';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { appDifferences, differenceText } from '../../../../okta-apps/resources/app-differences';
import { isObject, object, type JsonObject } from '../../../../okta-apps/shared/json';
import { dataFor } from '../../../support/resource-data';
import { ask } from '../../local/org/support/client';
import { adoptedDocument, refusalsOf } from '../support/adopt-in-code';
import { EXTRAS, randomApps, withExtra, type Extra } from '../support/random-apps';

/*
 * As the slow test of this name, without Terraform: the body that the provider builds from the synthesized code replaces
 * the app in an org that holds it. Half of the apps have one setting more.
 */

const APPS = 50;
const extraOf = (at: number): Extra | undefined => (at % 2 === 0 ? undefined : EXTRAS[(at >> 1) % EXTRAS.length]);

/** Attributes as Terraform gives them to the provider: expressions evaluated, blocks as lists. */
function configured(values: JsonObject): ObjectValue {
  const { lifecycle: _, provider: _other, ...rest } = values;
  const text = JSON.stringify(rest).replaceAll('$${', '${').replaceAll('%%{', '%{');
  const attributes = JSON.parse(text) as JsonObject;
  const blocks = ['network', 'groups_claim'].flatMap((name) =>
    isObject(attributes[name]) ? [[name, [attributes[name]]] as const] : [],
  );
  return { ...attributes, ...Object.fromEntries(blocks) } as ObjectValue;
}

test(`${APPS} random apps are as before, or refused`, async () => {
  const [apps = []] = fc.sample(randomApps(APPS), { numRuns: 1, seed: jest.getSeed() });
  const all = apps.map((one, at) => withExtra(one, extraOf(at)));
  const org: LocalOrg = await startOrg({ customDomain: true, seed: { apps: all } });
  try {
    const { resource } = adoptedDocument(all);
    const found = await Promise.all(
      all.map(async (one, at) => {
        const path = `/api/v1/apps/${String(one.app['id'])}`;
        const { body: before } = await ask(org, 'GET', path);
        const values = object(object(object(resource)['okta_app_oauth'])[`app_${at}`]);
        const put = await ask(org, 'PUT', path, appBody(dataFor(APP_OAUTH, configured(values)), false));
        const { body: after } = await ask(org, 'GET', path);
        const changed = appDifferences(before as JsonObject, after as JsonObject).map(differenceText);
        return {
          extra: extraOf(at)?.path,
          status: put.status,
          changed: changed.map((text) => text.split(': ')[0]),
          refused: refusalsOf(one).map((reason) => reason.split(' is ')[0]),
        };
      }),
    );
    expect(found).toEqual(
      found.map(({ extra }) => {
        const paths = extra === undefined ? [] : [extra];
        return { extra, status: 200, changed: paths, refused: paths };
      }),
    );
  } finally {
    await org.close();
  }
});
