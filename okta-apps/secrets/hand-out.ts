import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { usesSecret } from '../shared/client-authentication';
import { sinkOf, type SecretSink } from '../shared/secret-settings';
import { newestActive, type AppCredentials } from './app-credentials';
import type { DeclaredApps } from '../run/declared-apps';
import { openSink } from './sinks/open-sink';
import { SinkError, type SecretDocument } from './sinks/sink';

/**
 * Hands the client ID and the newest active secret of each app to a sink; one that fails stops no other.
 *
 * @param to `sink` for the one that the environment specifies, or `dotenv:<folder>`.
 * @returns 0 · 1 when one could not be handed out.
 * @throws UserError before anything is written, when an app has no one secret to hand out, or a sink is missing or cannot be used.
 */
export async function handOut(
  found: readonly AppCredentials[],
  to: string,
  { project, environment }: Pick<DeclaredApps, 'project' | 'environment'>,
  io: Io,
): Promise<number> {
  const fit = found.filter(({ client }) => usesSecret(client.method));
  // One that signs with its own key is in the way of the others no more than it is for `rotate`.
  const faults = (fit.length === 0 ? found : fit).flatMap((credentials) => faultOf(credentials) ?? []);
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  const opened = fit.map((credentials) => ({
    credentials,
    document: documentOf(credentials),
    sink: openSink(settingFor(credentials, to), { folder: project.folder, io }),
  }));
  const missing = (await Promise.all(opened.map(({ sink }) => sink.needs()))).flat();
  if (missing.length > 0) throw new UserError([...new Set(missing)].join('\n'));
  let failed = false;
  for (const { credentials, document, sink } of opened) {
    const { app } = credentials;
    const owner = { app: app.app, environment };
    try {
      const stored = await sink.write(document);
      io.stdout.write(`${app.path}: ${sink.describe(owner)}, ${stored}\n`);
    } catch (error) {
      if (!(error instanceof SinkError)) throw error;
      failed = true;
      io.stderr.write(`${app.path}: not handed out: ${error.message}\n`);
    }
  }
  return failed ? EXIT.failed : EXIT.done;
}

/** Why no secret of the app is handed out. Anyone who administers the app can add a second one. */
function faultOf({ app, client, secrets }: AppCredentials): string | undefined {
  const active = secrets.filter(({ status }) => status === 'ACTIVE');
  if (active.length === 1) return undefined;
  if (active.length > 1) {
    return (
      `${app.path} has 2 active secrets, and which one is to be used is not known. Deactivate the one that nothing should use, ` +
      'in the Admin Console, and run this again.'
    );
  }
  return usesSecret(client.method)
    ? `${app.path} has no active client secret to hand out. Generate or activate one in the Admin Console, and run this again.`
    : `${app.path} authenticates with ${client.method}, so it has no client secret to hand out; use --format for its other values`;
}

function documentOf(credentials: AppCredentials): SecretDocument {
  const { app, client } = credentials;
  const secret = newestActive(credentials);
  return {
    app: app.app,
    environment: app.manifest.environment,
    clientId: client.clientId,
    ...(secret && { clientSecret: secret.value, secretId: secret.id }),
  };
}

function settingFor({ app }: AppCredentials, to: string): SecretSink {
  const [type, folder] = [to.slice(0, Math.max(0, to.indexOf(':'))), to.slice(to.indexOf(':') + 1)];
  if (type === 'dotenv' && folder !== '') return { type, folder };
  if (to !== 'sink') throw new UserError(`--to must be "sink" or "dotenv:<folder>", got ${JSON.stringify(to)}`);
  const setting = sinkOf(app.manifest.secrets ?? {}, app.app);
  if (setting !== undefined) return setting;
  throw new UserError(
    `${app.path} has no sink: write secrets: { sink: { type: "dotenv", folder: "secrets" } } in env/${app.manifest.environment}.ts, ` +
      'or pass --to dotenv:<folder>',
  );
}
