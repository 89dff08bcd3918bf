import type { Seed } from '../local/org/seed';
import { askOrg, partyOf } from '../local/party/declared-app';
import { Browser, type Page } from '../local/party/browser';
import { fillIn, signInTo, type Party, type Tokens } from '../local/party/sign-in';
import { applyDocument } from '../rehearsal/apply-document';
import { seedFor, withGroups } from '../rehearsal/lookups';
import { whyNoPlan } from '../rehearsal/rehearse-stack';
import { rehearsable } from '../rehearsal/rehearsable';
import { openSandbox, type Sandbox } from '../rehearsal/sandbox';
import { EVERYONE, mergedSeed, seedForOrg } from '../shared/environment-seed';
import { inner, itemsOf, list, object, textField, type JsonObject } from '../shared/json';
import { listed } from '../shared/lists';
import { readStack, type StackSource } from './stack-source';
import { testTools } from './test-tools';

/** A user of a test's org. */
export interface TestUser {
  /** As typed on the sign-in page, such as `ada@example.com`. The password is any, except `wrong`. */
  readonly login: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Names of groups. @default every group that the stacks name */
  readonly groups?: readonly string[];
}

export interface LocalOrgOptions {
  /** What is applied to the org, in this order. */
  readonly stacks: readonly StackSource[];
  /** Besides those of the `seed` of the stacks' environments. @default one, `user@local.test`, where there is no other */
  readonly users?: readonly TestUser[];
}

/** What a client of an app needs. */
export interface TestClient {
  /** For the settings of a client library, which finds the rest in `<issuer>/.well-known/openid-configuration`. */
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined for an app that authenticates with a key. */
  readonly clientSecret: string | undefined;
  readonly redirectUri: string;
}

/** The page that a user's browser ends on. */
export interface Visit extends Page {
  /** Opens another page of the service in the same browser: the user stays signed in. */
  open(url: string): Promise<Visit>;
}

/** An Okta org on this machine in which the apps of a test are. */
export interface TestOrg {
  /** Addresses of what was left out because no org on this machine has it, such as resources of other providers. */
  readonly leftOut: readonly string[];
  /** @param app Its construct id. @throws Error when no stack has it */
  client(app: string): Promise<TestClient>;
  /**
   * Signs in to an app, through the pages of the org, and gives what the app gets.
   *
   * @param app Its construct id.
   * @param login Of the user. @default the first of `users`, else the first of the seed
   * @throws UserError with what the org says when it refuses: the user is not assigned, the app is inactive …
   */
  signIn(app: string, login?: string): Promise<Tokens>;
  /**
   * Opens a page of your service as the browser of a user does: it follows redirects to the org and back, and fills in the
   * pages of the org.
   *
   * @param url Of a service on this machine.
   * @param login Of the user. @default as in `signIn`
   */
  visit(url: string, login?: string): Promise<Visit>;
  /** Ends the org and removes its files. A test that forgets it keeps its process alive. */
  close(): Promise<void>;
}

const DEFAULT_USER: TestUser = { login: 'user@local.test' };

/**
 * Starts an Okta org in memory, applies stacks to it with Terraform, and leaves it running: a service is tested end to end
 * against the app that is declared for it.
 *
 * @throws Error with what Terraform said when a stack cannot be applied
 * @example
 * const org = await localOrg({ stacks: [new BillingStack(Testing.app(), dev)] });
 * const tokens = await org.signIn('billing');
 * expect(tokens).toHaveClaims({ email: 'user@local.test' });
 * await org.close();
 */
export async function localOrg({ stacks, users: own = [] }: LocalOrgOptions): Promise<TestOrg> {
  const read = stacks.map((stack) => readStack(stack, 'each of "stacks"'));
  const sides = read.map(({ document }) => rehearsable(document));
  const seed = seedForOrg(mergedSeed(read.map(({ manifest }) => manifest?.seed)));
  const seeded = seed.users.filter(({ login }) => own.every((user) => user.login !== login));
  const users = own.length + seeded.length === 0 ? [DEFAULT_USER] : [...own, ...seeded];
  const documents = sides.map(({ document }) => document);
  const sandbox = await openSandbox(
    'stack',
    seedWith(withGroups(seedFor(documents), seed.groups), users),
    await testTools(),
  );
  try {
    const apps = await applyAll(sandbox, documents);
    const first = users[0]?.login ?? DEFAULT_USER.login;
    return {
      leftOut: sides.flatMap(({ leftOut }) => leftOut),
      client: async (app) => {
        const { issuer, clientId, secret, redirectUri } = await partyNamed(sandbox, apps, app);
        return { issuer, clientId, clientSecret: secret, redirectUri };
      },
      signIn: async (app, login = first) => await signInTo(await partyNamed(sandbox, apps, app), login),
      visit: async (url, login = first) =>
        await visited(new Browser(new URL(url).origin, sandbox.url), sandbox.url, { url, login }),
      close: () => sandbox.close(),
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/** Opens a page, through those of the org where it leads to them. */
async function visited(
  browser: Browser,
  org: string,
  { url, login }: { readonly url: string; readonly login: string },
): Promise<Visit> {
  const first = await browser.open(url);
  const page = new URL(first.url).origin === org ? await fillIn(browser, first, login) : first;
  return { ...page, open: async (next) => await visited(browser, org, { url: next, login }) };
}

/** The users, each in the groups that it names. @throws Error for a group that no stack names */
function seedWith({ groups = [], ...rest }: Seed, users: readonly TestUser[]): Seed {
  const names = groups.map(({ name }) => name);
  for (const { login, groups: own = [] } of users) {
    const unknown = own.filter((name) => name !== EVERYONE && !names.includes(name));
    if (unknown.length > 0)
      throw new Error(
        `${login} is in ${listed(unknown)}, which no stack names; the stacks name ${listed([...names, EVERYONE])}`,
      );
  }
  return { ...rest, groups, users: users.map((user) => ({ groups: names, ...user })) };
}

/** @returns Okta's id of each app, by its construct id */
async function applyAll(sandbox: Sandbox, documents: readonly JsonObject[]): Promise<ReadonlyMap<string, string>> {
  const apps = new Map<string, string>();
  for (const [index, document] of documents.entries()) {
    const workspace = await sandbox.workspace(`stack-${index}`);
    const { ok, diagnostics, stderr } = await applyDocument(workspace, document);
    if (!ok) throw new Error(`${whyNoPlan({ diagnostics })}\n${stderr}`.trim());
    for (const resource of itemsOf(inner(await workspace.state(), 'resources')).map(object)) {
      const id = inner(list(resource['instances'])[0], 'attributes', 'id');
      if (resource['type'] === 'okta_app_oauth' && typeof id === 'string')
        apps.set(textField(resource, 'name') ?? '', id);
    }
  }
  return apps;
}

async function partyNamed(sandbox: Sandbox, apps: ReadonlyMap<string, string>, name: string): Promise<Party> {
  const id = apps.get(name);
  if (id === undefined)
    throw new Error(`No stack has the app ${JSON.stringify(name)}; they have ${listed([...apps.keys()])}`);
  return await partyOf(sandbox, object(await askOrg(sandbox, `/api/v1/apps/${id}`)));
}
