import { CallError } from '../okta/call-error';
import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { counted } from '../shared/lists';
import { isCi } from '../shared/log-text';
import { SENSITIVE } from '../shared/masker';
import { unwrap } from '../shared/secret';
import { newestActive, type AppCredentials } from './app-credentials';
import { credentialsData, credentialsText, MASKED, type Show } from './credentials-text';
import { declaredApps, type EnvironmentOptions } from '../run/declared-apps';
import { configurationText, type Format } from './formats';
import { handOut } from './hand-out';
import { openOrg } from '../run/org-access';
import { readApps } from './read-apps';

export interface CredentialsOptions extends EnvironmentOptions {
  readonly format?: Format;
  readonly json?: boolean;
  readonly reveal?: boolean;
  readonly showHash?: boolean;
  /** `sink`, or `dotenv:<folder>`. */
  readonly to?: string;
  readonly verify?: boolean;
}

const COMMAND = 'credentials';

/**
 * `okta-apps credentials`: what the owner of an app needs to configure it.
 *
 * @returns 0 · 1 when an app could not be read, a secret was not proven or could not be handed out.
 */
export async function runCredentials(names: readonly string[], options: CredentialsOptions, io: Io): Promise<number> {
  checkTerminal(options, io);
  const declared = await declaredApps(COMMAND, options, io);
  const org = await openOrg(declared.manifest, { command: COMMAND, project: declared.project, io });
  try {
    const found = await readApps(names, declared, org, options);
    return options.to === undefined ? print(found, options, io) : await handOut(found, options.to, declared, io);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    throw new UserError(`${declared.environment}: the org did not tell (${error.message})`);
  } finally {
    await org.close();
  }
}

/** A value may be shown to the person who asks for it, and not to those who read a log later. */
function checkTerminal({ reveal, showHash }: CredentialsOptions, { stdout, env }: Io): void {
  const option = reveal ? '--reveal' : showHash ? '--show-hash' : undefined;
  if (option === undefined || (stdout.isTTY === true && !isCi(env))) return;
  throw new UserError(
    `${option} works at a terminal only, so that no client secret ends up in a file or a log. ` +
      'To store a secret, pass --to <sink>.',
  );
}

function print(found: readonly AppCredentials[], options: CredentialsOptions, io: Io): number {
  const { format, json, reveal = false } = options;
  if (reveal) {
    io.stderr.write(
      'The client secret is shown below. It stays in the scrollback of this terminal; clear it afterwards.\n',
    );
  }
  // Values are masked in everything that is written to `stdout`.
  const out = reveal || options.showHash ? (io.unmasked ?? io.stdout) : io.stdout;
  if (json) out.write(`${JSON.stringify({ apps: found.map(credentialsData) }, null, 2)}\n`);
  else if (format === undefined) out.write(found.map((one) => credentialsText(one, showFor(options))).join('\n'));
  else out.write(configurationOf(onlyOne(found), format, reveal));
  const isProven = found.every(({ secrets }) =>
    secrets.every(({ proof }) => proof === undefined || proof.outcome === 'proven'),
  );
  return isProven ? EXIT.done : EXIT.failed;
}

function showFor({ reveal, showHash }: CredentialsOptions): Show {
  if (!reveal && !showHash) return MASKED;
  return ({ value, hash }) => ({
    value: reveal ? unwrap(value) : SENSITIVE,
    ...(showHash && hash && { hash: unwrap(hash) }),
  });
}

/** Two files in one are none. */
function onlyOne(found: readonly AppCredentials[]): AppCredentials {
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) return one;
  throw new UserError(`--format is for one app, got ${counted(found.length, 'app')}; name the one that you want`);
}

function configurationOf(credentials: AppCredentials, format: Format, reveal: boolean): string {
  const { app, client, issuer, unknownIssuer = '' } = credentials;
  if (issuer === undefined) {
    throw new UserError(
      `${app.path}: its issuer is a custom domain of the org and is not known: ${unknownIssuer}. Run this without --format, and ` +
        'take the issuer from the discovery document of that domain',
    );
  }
  const secret = newestActive(credentials)?.value;
  return configurationText(format, {
    issuer,
    clientId: client.clientId,
    clientSecret: secret === undefined ? undefined : reveal ? unwrap(secret) : SENSITIVE,
    method: client.method,
    redirectUris: client.redirectUris,
  });
}
