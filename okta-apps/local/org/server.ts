import fastify, { type FastifyInstance } from 'fastify';
import type { OrgContext } from './call';
import { codeOf, OrgError, reason } from './errors';
import { Faults, type Fault } from './faults';
import { installRoutes, refuseMalformed, refuseUnreadable, RequestLog, type LoggedRequest } from './http';
import { SystemLog } from './log/system-log';
import { RateLimiter, type Plan } from './rate-limits';
import { plant, type Seed } from './seed';
import { signInOf, type SignInOptions } from './sign-in/sign-in';
import { copyOf, openStore, type Store } from './store';

/** An Okta org on this machine. */
export interface LocalOrg {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** An API token of its super administrator. */
  readonly token: string;
  /** What goes wrong on purpose, for tests. */
  readonly faults: Pick<Faults, 'set'>;
  /** The latest 50,000 requests, oldest first. */
  requests(): readonly LoggedRequest[];
  /** Starts another org in memory that holds what this one holds now. Sessions and tokens are not among it. */
  copy(): Promise<LocalOrg>;
  /** Stops answering and leaves its state in one file. @throws OrgError when it could not be written */
  close(): Promise<void>;
}

/** How an org is started. */
export interface OrgOptions extends SignInOptions {
  /** Where its state is kept, as `org.json` and what was changed since as `org.journal`. @default in memory only */
  readonly folder?: string;
  /** @default any free one */
  readonly port?: number;
  /** @default the one that the folder knows, else a new random one */
  readonly token?: string;
  /** What it is to hold from the beginning. @default an administrator, `Everyone` and the default access policy */
  readonly seed?: Seed;
  /** Whether it has a custom domain, which an app may have for its issuer. @default false */
  readonly customDomain?: boolean;
  /** Whose rate limits are enforced. @default none are; the headers are there all the same */
  readonly rateLimits?: Plan;
  /** What goes wrong from the beginning. @default nothing */
  readonly faults?: readonly Fault[];
  /** Its clock. @default that of this machine */
  readonly now?: () => Date;
}

/** The largest body that is read, in bytes: Okta recommends at most 1 MB for a profile, and takes logos below 1 MB. */
const BODY_LIMIT = 2 * 1024 * 1024;

/**
 * Starts a local org: it listens on loopback only. When it has a folder, it answers after what it tells is on disk.
 * @throws OrgError with one line that says what to do: port in use, folder in use, not ours, or corrupted
 */
export async function startOrg(options: OrgOptions = {}): Promise<LocalOrg> {
  const { folder, token } = options;
  return await start(openStore(folder, token, new Date().toISOString()), options);
}

async function start(store: Store, options: OrgOptions): Promise<LocalOrg> {
  const { port = 0, seed = {}, customDomain = false, now = () => new Date() } = options;
  let url = '';
  const org = context(store, { customDomain, url: () => url, now });
  const faults = new Faults(options.faults);
  const log = new RequestLog();
  const limiter = new RateLimiter(options.rateLimits);
  const http = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 512 },
    exposeHeadRoutes: false,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error, request, reply) => {
      refuseMalformed(error, request, reply, limiter.count(request.method, '/', org.now()));
    },
  });
  try {
    plant(org, seed);
    await store.flush();
    installRoutes(http, org, { limiter, faults, log, signIn: signInOf(org, options) });
    url = await http.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await shut(http, store);
    throw codeOf(error) === 'EADDRINUSE'
      ? new OrgError(`port ${port} is in use: choose another one, or 0 for any free one`)
      : new OrgError(`the local org cannot start: ${reason(error)}`);
  }
  let closing: Promise<void> | undefined;
  return {
    url,
    token: store.state.identity.token,
    faults,
    requests: () => log.all(),
    copy: () => start(copyOf(store), { customDomain, now }),
    close: () => (closing ??= shut(http, store)),
  };
}

function context(store: Store, own: Pick<OrgContext, 'customDomain' | 'url' | 'now'>): OrgContext {
  const used = new Map<string, number>();
  return {
    state: store.state,
    stored: (work) => store.run(work),
    log: new SystemLog(own.now),
    ...own,
    useOnce: (name, until) => {
      const second = own.now().getTime() / 1000;
      for (const [old, end] of used) if (end <= second) used.delete(old);
      if (used.has(name)) return false;
      used.set(name, until);
      return true;
    },
  };
}

async function shut(http: FastifyInstance, store: Store): Promise<void> {
  await http.close();
  await store.close();
}
