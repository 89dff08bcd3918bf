import { peopleOrg } from './support/relying-party';
import { declare, EVERY_SHAPE, keysAtAnAddress, propsOf } from './support/declared-apps';
import { expectedOf, useAsDeclared } from './support/use-as-declared';

const org = peopleOrg();
const keys = keysAtAnAddress();

test.each(EVERY_SHAPE)(
  'an app with $method, PKCE required: $pkceRequired, refresh tokens: $refresh, $responseType, consent: $consent',
  async (shape) => {
    const app = await declare(org, shape, propsOf(shape, keys()));
    expect(await useAsDeclared(org, shape, app)).toEqual(expectedOf(shape));
  },
);
