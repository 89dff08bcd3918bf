import { keepRefreshing } from '../../local/party/keep-refreshing';
import { signInTo, type Party } from '../../local/party/sign-in';
import { openClient } from '../../okta/client';
import { RequestPace } from '../../okta/request-pace';
import { readAssembly } from '../../project/assembly';
import type { ShowStep } from '../../run/quickstart';
import { chooseApp } from '../../run/try-sign-in';
import { UserError } from '../../shared/errors';
import { EXIT } from '../../shared/exit-codes';
import { Secret, unwrap } from '../../shared/secret';
import { sinkOf } from '../../shared/secret-settings';
import { appsOf } from '../../run/declared-apps';
import { openSink } from '../sinks/open-sink';
import { verifySecret } from '../verify-secret';
import { rotateApps } from './rotate-apps';

const SECOND = 1000;
const OPTIONS = { overlap: '1s', grace: '0s', wait: true } as const;

/**
 * Rotates the secret of an app of the local org while that refreshes the tokens of a user: not one refresh fails.
 * Nothing is shown where no app has refresh tokens, a user and a sink.
 *
 * @throws UserError when a refresh or the rotation failed
 */
export const showRotation: ShowStep = async (org, project, io) => {
  const chosen = await chooseApp(org);
  const apps = readAssembly(project.outdir, project.output).flatMap(appsOf);
  const own = apps.find(({ label, manifest }) => label === chosen?.label && manifest.local);
  const setting = own && sinkOf(own.manifest.secrets ?? {}, own.app);
  if (chosen === undefined || own === undefined || setting === undefined) return undefined;
  const { party, login } = chosen;
  const first = new Secret(party.secret ?? '');
  const { refreshToken } = await signInTo(party, login);
  if (refreshToken === undefined) return undefined;

  const owner = { app: own.app, environment: own.manifest.environment };
  const sink = openSink(setting, { folder: project.folder, io });
  const now = async (): Promise<Party> => {
    const held = await sink.read(owner);
    const known = typeof held === 'string' || held.clientId !== party.clientId ? undefined : held.clientSecret;
    return { ...party, secret: unwrap(known ?? first) };
  };
  const ended = new AbortController();
  const refreshing = keepRefreshing(now, refreshToken, ended.signal);
  const lines: string[] = [];
  const out = { write: (text: string) => lines.push(text) };
  const pace = new RequestPace({ percent: 100, perMinute: Infinity });
  const client = openClient(org.url, { type: 'api-token', token: org.token }, { pace });
  const declared = { project, environment: owner.environment, manifest: own.manifest, apps };
  const asked = { names: [own.path], declared, terms: { overlap: SECOND, grace: 0 }, options: OPTIONS };
  let code: number;
  try {
    code = await rotateApps(asked, { url: org.url, client, pace, stop: io.stop }, { ...io, stdout: out, stderr: out });
  } finally {
    ended.abort();
  }
  const { count, failures } = await refreshing;
  if (code !== EXIT.done || failures.length > 0) throw new UserError([...lines, ...failures].join('\n'));
  const { clientId, method } = party;
  const { outcome } = await verifySecret({ orgUrl: org.url, clientId, method, secret: first });
  const old = outcome === 'refused' ? 'Okta refuses the old secret now' : `the old secret: ${outcome}`;
  return { name: own.app, text: `${lines.join('')}${count} token refreshes meanwhile, none failed; ${old}\n` };
};
