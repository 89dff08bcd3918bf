import { counted } from '../../../shared/lists';
import type { Answer, OrgContext } from '../call';
import type { App } from '../records';
import { messagePage } from '../sign-in/pages';
import { appPage } from './app-page';
import type { ClientRequests } from './client-requests';
import type { ReadCode } from './code';
import { homePage } from './home-page';
import { pageAnswer } from './layout';
import { whyNotTried } from './trial-party';
import { NO_TRIAL, trialPage } from './trial-page';
import type { Trials } from './trials';

/** The paths of the pages about the org and its apps. */
export const HOME_PATHS: readonly string[] = ['/', '/apps/:id', '/apps/:id/sign-in', '/apps/:id/sign-in/:trial'];

/** What the pages show beside the org itself. */
export interface HomeSources {
  readonly code: ReadCode | undefined;
  readonly trials: Trials;
  readonly requests: ClientRequests;
}

/** A request for a page. */
export interface HomeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly cookies: string;
}

/** Whether a path is one of the pages about the org and its apps. */
export function isHomePath(path: string): boolean {
  return path === '/' || path === '/apps' || path.startsWith('/apps/');
}

/** The pages about the org and its apps. */
export async function homeAnswer(org: OrgContext, sources: HomeSources, request: HomeRequest): Promise<Answer> {
  const { method, path, query, cookies } = request;
  const [, , id = '', last, trial] = path.split('/');
  if (method !== 'GET') return pageAnswer(405, messagePage('Not possible', 'This page can only be read.'));
  // The code is read for the pages that show it: it takes a while in a large project.
  if (path === '/')
    return pageAnswer(
      200,
      homePage(org, { code: sources.code?.(), lost: sources.requests.of(''), from: wholeNumber(query.get('from')) }),
    );
  const app = org.state.apps.get(id);
  if (app === undefined)
    return pageAnswer(
      404,
      messagePage(
        'No such app',
        `This org has ${counted(org.state.apps.all().length, 'app')}, and none with the ID ${id}.`,
      ),
    );
  if (last === undefined)
    return pageAnswer(200, appPage(org, app, { code: sources.code?.(), requests: sources.requests.of(app.id) }));
  return trial === undefined ? await start(app, sources.trials) : await outcome(trial, cookies, sources.trials);
}

async function start(app: App, trials: Trials): Promise<Answer> {
  const why = whyNotTried(app);
  return why === undefined
    ? await trials.start(app)
    : pageAnswer(
        400,
        messagePage(`No sign-in to ${app.label} from here`, `The org cannot take the place of the app: ${why}`),
      );
}

async function outcome(id: string, cookies: string, trials: Trials): Promise<Answer> {
  const trial = trials.find(id, cookies);
  return trial?.outcome === undefined
    ? pageAnswer(404, NO_TRIAL)
    : pageAnswer(200, trialPage(trial, await trial.outcome));
}

function wholeNumber(text: string | null): number {
  return /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;
}
