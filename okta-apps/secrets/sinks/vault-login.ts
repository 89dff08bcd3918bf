import { inner } from '../../shared/json';
import { SinkError } from './sink';
import { ask, encoded, refusal } from './vault-request';

const TOKEN = 'VAULT_TOKEN';
/** The identity token of a CI job, and the role of Vault that it may have. */
const [JWT, ROLE] = ['VAULT_JWT', 'VAULT_ROLE'];
/** Where Vault has the auth method for such tokens. @default jwt */
const AUTH_PATH = 'VAULT_AUTH_PATH';
const DEFAULT_AUTH_PATH = 'jwt';

type Variables = Readonly<Record<string, string | undefined>>;

/** One server of Vault, as it is asked. */
export interface VaultServer {
  readonly address: string;
  readonly namespace: string | undefined;
  readonly timeoutMs: number;
}

/** What is missing to be let in. */
export function missingLogin(env: Variables): readonly string[] {
  if (env[TOKEN] || (env[JWT] && env[ROLE])) return [];
  if (env[JWT]) return [`${ROLE} is not set; the sink logs in to Vault with ${JWT} as that role`];
  return [`${TOKEN} is not set; the sink takes the token of Vault from it, or logs in with ${JWT} and ${ROLE}`];
}

/** Headers of every request. */
export function headersOf({ namespace }: VaultServer): Readonly<Record<string, string>> {
  return { 'X-Vault-Request': 'true', ...(namespace !== undefined && { 'X-Vault-Namespace': namespace }) };
}

/**
 * The token of Vault: that of `VAULT_TOKEN`, or the one that Vault gives for the identity token of a CI job. It logs in
 * once for all apps; a login that failed is tried again by the next request.
 *
 * @see https://developer.hashicorp.com/vault/docs/auth/jwt
 */
export function vaultToken(env: Variables, server: VaultServer): () => Promise<string> {
  let given: Promise<string> | undefined;
  return () => {
    if (env[TOKEN]) return Promise.resolve(env[TOKEN]);
    given ??= logIn(env, server).catch((error: unknown) => {
      given = undefined;
      throw error;
    });
    return given;
  };
}

async function logIn(env: Variables, server: VaultServer): Promise<string> {
  const path = env[AUTH_PATH] || DEFAULT_AUTH_PATH;
  const place = `login at auth/${path} of Vault at ${server.address}`;
  const url = `${server.address}/v1/auth/${encoded(path)}/login`;
  const body = JSON.stringify({ role: env[ROLE] ?? '', jwt: env[JWT] ?? '' });
  const answer = await ask(url, { method: 'POST', headers: headersOf(server), body }, place, server.timeoutMs);
  // Vault answers 400 to an identity token that it does not accept.
  if (answer.status === 400) throw new SinkError('denied', refusal(answer, place).message);
  const token = inner(answer.body, 'auth', 'client_token');
  if (answer.status !== 200 || typeof token !== 'string') throw refusal(answer, place);
  return token;
}
