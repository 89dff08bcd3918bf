import { Server, ServerCredentials, type UntypedHandleCall } from '@grpc/grpc-js';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';
import type { DefaultOrg } from './configure';
import { callsOf, type Shared } from './connection';
import { PROVIDER_SERVICE } from './protocol/messages';

/** One entry of `TF_REATTACH_PROVIDERS`. */
interface Reattach {
  readonly Protocol: 'grpc';
  readonly ProtocolVersion: 6;
  readonly Pid: number;
  readonly Test: true;
  readonly Addr: { readonly Network: 'unix' | 'tcp'; readonly String: string };
}

/** A running provider endpoint. */
export interface ProviderEndpoint {
  /** The value for `TF_REATTACH_PROVIDERS`, before JSON: for Terraform's and OpenTofu's address of okta/okta. */
  readonly reattach: Readonly<Record<string, Reattach>>;
  /** Ends all connections and removes the socket. */
  close(): Promise<void>;
}

/** How an endpoint is served. */
export interface ServeOptions {
  /** The org for provider blocks without `http_proxy`: its URL on this machine and an API token. */
  readonly org?: DefaultOrg;
  /** Makes a folder in `root` that its owner alone may read, for the socket. @default mkdtemp */
  readonly makeFolder?: (root: string) => Promise<string>;
  /** Gets one line for each provider that Terraform configures, naming the local provider and the org. */
  readonly log?: (line: string) => void;
}

const ADDRESSES = ['registry.terraform.io/okta/okta', 'registry.opentofu.org/okta/okta'];
/** Linux takes 107 bytes for the path of a socket, others less. */
const SOCKET_PATH_LIMIT = 100;
const SOCKET = 'provider.sock';
const LONGEST_NAME = 'okta-apps-0000-0000000-XXXXXX';
const MESSAGE_LIMIT = 256 * 1024 * 1024;

/**
 * Serves the local provider, which stands in for okta/okta. Terraform and OpenTofu attach to it with
 * `TF_REATTACH_PROVIDERS`. One endpoint serves any number of runs, also side by side and against different orgs.
 * @throws Error the socket cannot be made
 */
export async function serveProvider(options: ServeOptions): Promise<ProviderEndpoint> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const shared: Shared = { org: options.org, agent, log: options.log ?? (() => undefined) };
  const connections = new Map<Socket, () => void>();
  const listener = createServer((socket) => {
    const end = serveConnection(shared, socket);
    connections.set(socket, end);
    socket.on('close', () => {
      connections.delete(socket);
      end();
    });
  });
  const address = await listen(listener, options.makeFolder ?? ((root) => mkdtemp(join(root, 'okta-apps-'))));
  const reattach: Reattach = {
    Protocol: 'grpc',
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true,
    Addr: address.addr,
  };
  return {
    reattach: Object.fromEntries(ADDRESSES.map((name) => [name, reattach])),
    async close() {
      const closed = new Promise<void>((resolve) =>
        listener.close(() => {
          resolve();
        }),
      );
      for (const [socket, end] of connections) {
        end();
        socket.destroy();
      }
      await closed;
      agent.destroy();
      await address.remove();
    },
  };
}

/** Answers the calls of one connection with a server of its own, so that no other one sees its configuration. */
function serveConnection(shared: Shared, socket: Socket): () => void {
  const end = new AbortController();
  const server = new Server({
    'grpc.enable_channelz': 0,
    'grpc.max_receive_message_length': MESSAGE_LIMIT,
    'grpc.max_send_message_length': MESSAGE_LIMIT,
  });
  const handlers = Object.entries(callsOf(shared, end)).map(([name, call]) => [name, unary(call as Call)]);
  server.addService(PROVIDER_SERVICE, Object.fromEntries(handlers) as Record<string, UntypedHandleCall>);
  server.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection(socket);
  return () => {
    end.abort();
    server.forceShutdown();
  };
}

type Call = (request: object) => object | Promise<object>;

function unary(call: Call) {
  return ({ request }: { request: object }, reply: (error: Error | null, response?: object) => void): void => {
    Promise.resolve()
      .then(() => call(request))
      .then(
        (response) => {
          reply(null, response);
        },
        (error: unknown) => {
          reply(isNativeError(error) ? error : new Error(String(error)));
        },
      );
  };
}

async function listen(
  listener: ReturnType<typeof createServer>,
  makeFolder: (root: string) => Promise<string>,
): Promise<{ addr: Reattach['Addr']; remove: () => Promise<void> }> {
  if (process.platform === 'win32') {
    await listening(listener, () => listener.listen(0, '127.0.0.1'));
    const { port } = listener.address() as AddressInfo;
    return { addr: { Network: 'tcp', String: `127.0.0.1:${port}` }, remove: () => Promise.resolve() };
  }
  // mkdtemp gives the folder to its owner alone (0700), and so the socket in it.
  const folder = await makeFolder(socketRoot());
  const path = join(folder, SOCKET);
  await listening(listener, () => listener.listen(path));
  return { addr: { Network: 'unix', String: path }, remove: () => rm(folder, { recursive: true, force: true }) };
}

function socketRoot(): string {
  const root = tmpdir();
  return Buffer.byteLength(join(root, LONGEST_NAME, SOCKET)) <= SOCKET_PATH_LIMIT ? root : '/tmp';
}

function listening(listener: ReturnType<typeof createServer>, start: () => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.once('listening', resolve);
    start();
  });
}
