import { param, type Call } from '../call';
import { notFound } from '../errors';
import type { App } from './app';

/** The app that a path names. @throws OktaError 404 */
export function findApp(call: Call): App {
  const id = param(call, 'appId');
  const app = call.org.state.apps.get(id);
  if (app === undefined) throw notFound(id, 'AppInstance');
  return app;
}
