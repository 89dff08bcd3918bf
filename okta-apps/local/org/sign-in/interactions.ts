import type { IncomingMessage, ServerResponse } from 'node:http';
import type { default as Provider, InteractionResults } from 'oidc-provider';
import { textField } from '../../../shared/json';
import type { OrgContext } from '../call';
import type { App, User } from '../records';
import { mayUse } from './claims';
import { appOf } from './clients';
import { oidcProvider } from './oidc-provider';
import { NOT_ASSIGNED } from './okta-errors';
import { consentPage, messagePage, PAGE_HEADERS, signInPage, type SignInPage } from './pages';

/** The password that no user has. */
const WRONG = 'wrong';

/** How many users the page lists. All others type their name. */
const LISTED = 20;

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** What comes next: a page, or an answer to what was asked. */
type Step =
  | { readonly status: number; readonly page: string }
  | { readonly result: InteractionResults }
  | { readonly consents: true };

/** A request for a page of the org's, with its form. */
export interface PageRequest {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly path: string;
  /** Undefined for a GET. */
  readonly form: URLSearchParams | undefined;
}

/** The pages between a sign-in request and its answer: who it is, and whether the app may have what it asks for. */
export async function interact(org: OrgContext, provider: Provider, request: PageRequest): Promise<void> {
  const { req, res, path, form } = request;
  const interaction = await interactionOf(provider, req, res);
  const step = interaction === undefined ? OVER : nextStep(org, interaction, path, form);
  if ('page' in step || interaction === undefined) {
    const { status, page } = 'page' in step ? step : OVER;
    res.writeHead(status, PAGE_HEADERS).end(page);
    return;
  }
  const result = 'result' in step ? step.result : { consent: { grantId: await grantOf(provider, interaction) } };
  await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: !('error' in result) });
}

/** Who is signed in, in the browser of a request. */
export async function signedInUser(
  org: OrgContext,
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<User | undefined> {
  const session = await provider.Session.get(provider.createContext(req, res) as never);
  const user = org.state.users.get(session.accountId ?? '');
  return user?.status === 'ACTIVE' ? user : undefined;
}

const OVER = {
  status: 400,
  page: messagePage(
    'This sign-in is over',
    'Its request was answered already, is more than ten minutes old, or was made in another browser. Start again in the app.',
  ),
};

async function interactionOf(
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Interaction | undefined> {
  const { errors } = await oidcProvider();
  try {
    return await provider.interactionDetails(req, res);
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

function nextStep(org: OrgContext, interaction: Interaction, path: string, form: URLSearchParams | undefined): Step {
  const { params, prompt, session } = interaction;
  const app = appOf(org.state, textField(params, 'client_id') ?? '');
  if (app === undefined) return denied('The client is not active.');
  if (prompt.reasons.includes('not_assigned')) return denied(NOT_ASSIGNED);
  if (prompt.name === 'login') return login(org, app, { path, form, hint: textField(params, 'login_hint') });
  const user = org.state.users.get(session?.accountId ?? '');
  return consent(app, user, { path, form, scopes: scopesOf(interaction) });
}

function denied(description: string): Step {
  return { result: { error: 'access_denied', error_description: description } };
}

interface Asked {
  readonly path: string;
  readonly form: URLSearchParams | undefined;
}

function login(
  org: OrgContext,
  app: App,
  { path, form, hint = '' }: Asked & { readonly hint: string | undefined },
): Step {
  const given = form?.get('identifier')?.trim() ?? '';
  const user = userNamed(org, given);
  if (form === undefined || user === undefined || form.get('password') === WRONG) {
    const page = { app: app.label, action: path, ...usersToShow(org, app), hint: form === undefined ? hint : given };
    return form === undefined
      ? { status: 200, page: signInPage(page) }
      : { status: 401, page: signInPage({ ...page, problem: 'Unable to sign in' }) };
  }
  if (!mayUse(org, app, user)) return denied(NOT_ASSIGNED);
  return { result: { login: { accountId: user.id, amr: ['pwd'] } } };
}

/** Only an app that requires consent shows a page. */
function consent(
  app: App,
  user: User | undefined,
  { path, form, scopes }: Asked & { readonly scopes: readonly string[] },
): Step {
  if (app.settings.oauthClient['consent_method'] !== 'REQUIRED') return { consents: true };
  const answer = form?.get('answer');
  if (answer === 'allow') return { consents: true };
  if (answer === 'deny') return denied('The resource owner denied the request.');
  return {
    status: 200,
    page: consentPage({ app: app.label, action: path, login: user?.profile.login ?? '', scopes }),
  };
}

function scopesOf({ params }: Interaction): readonly string[] {
  return (textField(params, 'scope') ?? '').split(' ').filter((scope) => scope !== '');
}

async function grantOf(provider: Provider, interaction: Interaction): Promise<string> {
  const { grantId, params, session } = interaction;
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const fresh = { accountId: session?.accountId ?? '', clientId: textField(params, 'client_id') ?? '' };
  const grant = known ?? new provider.Grant(fresh);
  grant.addOIDCScope(scopesOf(interaction).join(' '));
  return await grant.save();
}

function userNamed(org: OrgContext, name: string): User | undefined {
  const wanted = name.toLowerCase();
  return org.state.users.find(
    ({ status, profile }) =>
      status === 'ACTIVE' && [profile.login, profile.email].some((one) => one.toLowerCase() === wanted),
  );
}

/** People, not the owners of API tokens that a test plants: who may use the app comes first. */
function usersToShow(org: OrgContext, app: App): Pick<SignInPage, 'users' | 'unassigned'> {
  const people = org.state.users
    .all()
    .filter(({ status, profile }) => status === 'ACTIVE' && !profile.login.startsWith('token-'));
  const users = people.filter((user) => mayUse(org, app, user)).slice(0, LISTED);
  const unassigned = people.filter((user) => !mayUse(org, app, user)).slice(0, LISTED - users.length);
  return { users, unassigned };
}
