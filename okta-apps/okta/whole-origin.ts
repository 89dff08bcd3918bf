import { isObject, type JsonObject } from '../shared/json';
import { CallError } from './call-error';
import { allOf, rawPages, type OrgClient } from './client';

const PATH = '/api/v1/trustedOrigins';
/** As many as Okta gives at once. */
const PAGE = 200;

/** Every trusted origin of the org with all that Okta answers: the SDK's own types drop what they do not know. @throws CallError */
export function listWholeOrigins(client: OrgClient): Promise<readonly JsonObject[]> {
  return client.call(async (sdk) =>
    (await allOf(await rawPages(sdk, `${PATH}?limit=${PAGE}`))).map((origin) => {
      if (!isObject(origin) || typeof origin['id'] !== 'string')
        throw new CallError('unreachable', 'its list is not of trusted origins');
      return origin;
    }),
  );
}
