import { keyFetcher, KeysNotRead } from '../../shared/fetch-keys';
import { UserError } from '../../shared/errors';
import { isList, isObject, type JsonObject } from '../../shared/json';
import { jsonOf } from '../../shared/read-file';
import { parseUri } from '../../shared/uri';
import { faultsOfKeys, signingKeys, type PublicKey } from './public-keys';

const FIX = 'Publish the public keys there as {"keys": […]}';

/**
 * The keys that an address has, read as the sign-in of the local org reads them: https and public addresses only, or this
 * machine for a local org, which is the only one that can reach it.
 *
 * @throws UserError for an address that Okta could not read keys from, and for keys that it does not accept.
 */
export async function publishedKeys(address: string, local: boolean): Promise<readonly PublicKey[]> {
  const { absolute, scheme, isLoopback, hasUserInfo } = parseUri(address);
  const refuse = (why: string) => new UserError(`The keys at ${address} cannot be used: ${why}`);
  if (!absolute || hasUserInfo)
    throw refuse(
      `it is ${hasUserInfo ? 'an address with a user name' : 'no absolute URI'}. Pass one such as https://shop.example.org/jwks.json`,
    );
  if (isLoopback && !local) throw refuse('it is on this machine, where Okta cannot read it');
  if (scheme !== 'https' && !isLoopback) throw refuse('Okta must read them over https');
  const content = await read(address).catch((error: unknown) => {
    throw error instanceof UserError ? error : refuse(`they could not be read (${reason(error)})`);
  });
  const keys = keysIn(content);
  if (keys === undefined) throw refuse(`its answer is no JSON Web Key Set. ${FIX}`);
  if (keys.length === 0) throw refuse(`the list of keys is empty. ${FIX}`);
  const [fault] = faultsOfKeys(keys);
  if (fault !== undefined) throw refuse(fault.replace(/^jwks/, 'keys'));
  const signing = signingKeys(keys);
  if (signing.length === 0)
    throw refuse('all of them are for encryption ("use": "enc"). Publish a key for signatures, with "use": "sig"');
  const nameless = signing.filter(({ kid }) => kid === undefined);
  if (signing.length > 1 && nameless.length > 0)
    throw refuse('one of several keys has no kid, so Okta cannot find the key that signed. Give each key its own kid');
  return signing;
}

async function read(address: string): Promise<unknown> {
  const answer = await keyFetcher({ may: () => Promise.resolve(true) })(address);
  if (answer.status !== 200)
    throw new UserError(`The keys at ${address} cannot be used: the address answers ${answer.status}`);
  return jsonOf(await answer.text());
}

function reason(error: unknown): string {
  const { name, code, message } = error as { readonly name: string; readonly code?: unknown; readonly message: string };
  if (error instanceof KeysNotRead) return message;
  if (name === 'TimeoutError') return 'no answer within 2 s';
  return typeof code === 'string' ? code : message;
}

function keysIn(content: unknown): readonly JsonObject[] | undefined {
  const keys = isObject(content) ? content['keys'] : undefined;
  return isList(keys) && keys.every(isObject) ? keys : undefined;
}
