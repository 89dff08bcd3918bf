import { CallError } from '../../okta/call-error';
import { readWholeApp } from '../../okta/whole-app';
import { whoRuns } from '../../run/record/write-records';
import { UserError } from '../../shared/errors';
import { EXIT } from '../../shared/exit-codes';
import type { Io } from '../../shared/io';
import { inner, textField } from '../../shared/json';
import type { OrgOfRun } from '../rotate/okta-hands';
import type { MatchedApp } from '../read-apps';
import { introspectionEndpoint } from '../introspect';
import { declarationOf } from '../../project/stack-places';
import { nextKeyStep, type KeySituation, type KeyStep, type SignedWith } from './key-phases';
import { keyStepText } from './key-rotation-text';
import { askSigner, proveKeys } from './prove-keys';
import { isSameKey, signingKeys } from './public-keys';
import type { Signer } from './signer';

interface Options {
  /** @default - the relying party is not asked to sign */
  readonly signer?: Signer;
  readonly json: boolean;
}

/**
 * Plans the next phase of apps that sign with their own keys. Their keys are in the code, so nothing is changed here: every
 * phase is a change that a review sees.
 *
 * @returns 0: no rotation is in progress · 2: something is left to do · 1 when an app failed
 */
export async function planKeyRotations(
  apps: readonly MatchedApp[],
  { signer, json }: Options,
  org: OrgOfRun,
  io: Io,
): Promise<number> {
  const codes: number[] = [];
  for (const one of apps) {
    try {
      const situation = await lookAt(one, signer, org);
      const step = nextKeyStep(situation);
      codes.push(step.kind === 'stop' ? EXIT.failed : step.kind === 'add' ? EXIT.done : EXIT.changes);
      if (json) io.stdout.write(auditLine(one, situation, step, { by: whoRuns(io.env), now: org.pace.orgTime() }));
      else (step.kind === 'stop' ? io.stderr : io.stdout).write(keyStepText(textsOf(one), situation, step));
    } catch (error) {
      if (!(error instanceof CallError || error instanceof UserError)) throw error;
      io.stderr.write(`${one.app.path}: ${error.message}\n`);
      codes.push(EXIT.failed);
    }
  }
  return [EXIT.failed, EXIT.changes].find((code) => codes.includes(code)) ?? EXIT.done;
}

async function lookAt({ app, client }: MatchedApp, signer: Signer | undefined, org: OrgOfRun): Promise<KeySituation> {
  const address = textField(app.attributes, 'jwks_uri');
  if (address !== undefined) {
    throw new UserError(
      `its keys are at ${address}. They rotate there, without the code: publish the new key beside the old one, let the relying ` +
        `party sign with it, and remove the old one when no instance signs with it`,
    );
  }
  const declared = signingKeys(app.attributes['jwks']);
  const whole = await readWholeApp(org.client, client.appId);
  const inOkta = signingKeys(inner(whole, 'settings', 'oauthClient', 'jwks', 'keys'));
  if (signer === undefined) return { declared, inOkta };
  return { declared, inOkta, signedWith: await signedWith(client.clientId, { declared, inOkta }, signer, org) };
}

async function signedWith(
  clientId: string,
  { declared, inOkta }: KeySituation,
  signer: Signer,
  org: OrgOfRun,
): Promise<SignedWith> {
  const keys = [...inOkta, ...declared.filter((key) => !inOkta.some((other) => isSameKey(key, other)))];
  const asked = { clientId, audience: introspectionEndpoint(org.url) };
  const { key } = await askSigner(signer, asked, keys);
  // Okta would answer 401, and failed authentications may page an administrator.
  if (!inOkta.some((one) => isSameKey(one, key))) return { key, outcome: 'refused' };
  return await proveKeys(clientId, keys, signer, org);
}

function textsOf({ app }: MatchedApp) {
  const { stack, environment } = app.manifest;
  return { path: app.path, app: app.app, stack, environment, place: declarationOf(app) };
}

function auditLine(
  { app, client }: MatchedApp,
  { declared, inOkta, signedWith: used }: KeySituation,
  step: KeyStep,
  { by, now }: { readonly by: string | undefined; readonly now: number },
): string {
  const names = (keys: KeySituation['inOkta']) => keys.map(({ kid = null }) => kid);
  const line = {
    time: new Date(now).toISOString(),
    by,
    environment: app.manifest.environment,
    app: app.path,
    clientId: client.clientId,
    phase: `keys-${step.kind === 'stop' ? step.why.toLowerCase().replaceAll(' ', '-') : step.kind}`,
    keys: { code: names(declared), okta: names(inOkta) },
    ...(used && { signedWith: { kid: used.key.kid ?? null, outcome: used.outcome } }),
  };
  return `${JSON.stringify(line)}\n`;
}
