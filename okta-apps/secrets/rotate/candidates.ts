import { usesSecret } from '../../shared/client-authentication';
import { sinkOf, type Rotator } from '../../shared/secret-settings';
import type { Io } from '../../shared/io';
import type { Project } from '../../project/find-project';
import type { MatchedApp } from '../read-apps';
import { openSink } from '../sinks/open-sink';
import type { Sink } from '../sinks/sink';
import type { RotatedApp } from './hands';

/** An app that may be rotated, with its sink. */
export interface Candidate {
  readonly app: RotatedApp;
  readonly appId: string;
  /** Apps with the same setting have the same one. */
  readonly sink: Sink;
}

/** An app that is not rotated, and why. */
export interface Unfit {
  readonly path: string;
  /** What it may have been named by. */
  readonly called: readonly string[];
  readonly reason: string;
  /** It has no secret of its own to rotate, so it is nothing to complain of where the app was not named. */
  readonly isNoError: boolean;
}

const ROTATORS: Readonly<Record<Rotator, string>> = {
  'aws-secrets-manager': 'AWS Secrets Manager rotates its secret',
  infisical: 'Infisical rotates its secret',
  other: 'another tool rotates its secret',
};

/** What an app may be named by, besides its stack. */
export function namesOf({ app, client }: MatchedApp): readonly string[] {
  return [app.path, app.app, app.address, client.label, client.clientId];
}

/** Sorts out the apps that cannot be rotated; nothing is asked or changed. */
export function candidates(
  matched: readonly MatchedApp[],
  { project, io }: { readonly project: Project; readonly io: Io },
): { readonly fit: readonly Candidate[]; readonly unfit: readonly Unfit[] } {
  const fit: Candidate[] = [];
  const unfit: Unfit[] = [];
  const sinks = new Map<string, Sink>();
  for (const { app, client } of matched) {
    const { environment, secrets = {}, rotatedBy = {} } = app.manifest;
    const rotator = rotatedBy[app.address];
    const setting = sinkOf(secrets, app.app);
    const called = namesOf({ app, client });
    const refuse = (reason: string, isNoError = false) => unfit.push({ path: app.path, called, reason, isNoError });
    if (!usesSecret(client.method)) {
      refuse(`it authenticates with ${client.method}, so it has no client secret to rotate`, true);
    } else if (rotator !== undefined) {
      refuse(
        `${ROTATORS[rotator]} (rotatedBy in the code). Two rotators would lock the app out; rotate it there`,
        true,
      );
    } else if (setting === undefined) {
      refuse(
        `it has no sink, so a new secret would reach no one. Write secrets: { sink: { type: "dotenv", folder: "secrets" } } ` +
          `or another sink in env/${environment}.ts`,
      );
    } else {
      const { appId, label, clientId, method } = client;
      const rotated = { app: app.app, environment, path: app.path, label, clientId, method };
      const key = JSON.stringify(setting);
      const sink = sinks.get(key) ?? openSink(setting, { folder: project.folder, io });
      sinks.set(key, sink);
      fit.push({ app: rotated, appId, sink });
    }
  }
  return { fit, unfit };
}
