import { Server, ServerCredentials, type ServiceDefinition, type UntypedHandleCall } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { decode, encode } from '@msgpack/msgpack';
import { join } from 'node:path';

/** The part of protocol 6 that a provider of one ephemeral resource needs. */
const MESSAGES = {
  Empty: {},
  DynamicValue: { msgpack: 'bytes 1' },
  Attribute: { name: 'string 1', type: 'bytes 2', required: 'bool 4', optional: 'bool 5', computed: 'bool 6' },
  Block: { version: 'int64 1', attributes: 'repeated Attribute 2' },
  Schema: { version: 'int64 1', block: 'Block 2' },
  SchemaResponse: { provider: 'Schema 1', ephemeral_resource_schemas: 'map Schema 8' },
  TypeRequest: { type_name: 'string 1', config: 'DynamicValue 2' },
  Opened: { result: 'DynamicValue 3' },
};
const CALLS = {
  GetProviderSchema: 'SchemaResponse',
  ValidateProviderConfig: 'Empty',
  ConfigureProvider: 'Empty',
  ValidateEphemeralResourceConfig: 'Empty',
  OpenEphemeralResource: 'Opened',
  CloseEphemeralResource: 'Empty',
  StopProvider: 'Empty',
};

function fieldOf(text: string): object {
  const [id, type, rule] = text.split(' ').reverse();
  return { id: Number(id), type, ...(rule === 'repeated' && { rule }), ...(rule === 'map' && { keyType: 'string' }) };
}

function service(): ServiceDefinition {
  const messages = Object.entries(MESSAGES).map(([name, fields]) => [
    name,
    { fields: Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, fieldOf(text)])) },
  ]);
  const methods = Object.entries(CALLS).map(([name, responseType]) => [
    name,
    { requestType: responseType === 'Opened' ? 'TypeRequest' : 'Empty', responseType },
  ]);
  const nested: object = {
    ...(Object.fromEntries(messages) as object),
    Provider: { methods: Object.fromEntries(methods) as object },
  };
  const root = { nested: { tfplugin6: { nested } } } as Parameters<typeof fromJSON>[0];
  return fromJSON(root, { keepCase: true, longs: Number })['tfplugin6.Provider'] as ServiceDefinition;
}

const attribute = (name: string, type: unknown, how: object) => ({
  name,
  type: Buffer.from(JSON.stringify(type)),
  ...how,
});
const SCHEMA = {
  provider: { block: { attributes: [attribute('address', 'string', { optional: true })] } },
  ephemeral_resource_schemas: {
    vault_kv_secret_v2: {
      block: {
        attributes: [
          attribute('mount', 'string', { required: true }),
          attribute('name', 'string', { required: true }),
          attribute('data', ['map', 'string'], { computed: true }),
        ],
      },
    },
  },
};

/** A running provider of `ephemeral.vault_kv_secret_v2`, as the schema of hashicorp/vault has it. */
export interface VaultProvider {
  /** Its part of `TF_REATTACH_PROVIDERS`. */
  readonly reattach: object;
  close(): void;
}

/**
 * Serves secrets as Vault's provider does, over a socket in a folder.
 *
 * @param secrets What each name has at the time of a request.
 */
export async function serveVault(
  folder: string,
  secrets: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<VaultProvider> {
  const server = new Server();
  const open = ({ config }: { config: { msgpack: Uint8Array } }) => {
    const asked = decode(config.msgpack) as { name: string };
    return { result: { msgpack: encode({ ...asked, data: secrets[asked.name] ?? {} }) } };
  };
  const answers = Object.keys(CALLS).map((name) => {
    const answer = (request: never): object => {
      if (name === 'GetProviderSchema') return SCHEMA;
      return name === 'OpenEphemeralResource' ? open(request) : {};
    };
    const handle = ({ request }: { request: never }, reply: (error: null, response: object) => void) => {
      reply(null, answer(request));
    };
    return [name, handle];
  });
  server.addService(service(), Object.fromEntries(answers) as Record<string, UntypedHandleCall>);
  const path = join(folder, 'vault.sock');
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
  const Addr = { Network: 'unix', String: path };
  return {
    reattach: {
      'registry.terraform.io/hashicorp/vault': {
        Protocol: 'grpc',
        ProtocolVersion: 6,
        Pid: process.pid,
        Test: true,
        Addr,
      },
    },
    close: () => {
      server.forceShutdown();
    },
  };
}
