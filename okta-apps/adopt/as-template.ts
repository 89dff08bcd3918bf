import type { Project } from '../project/find-project';
import { today } from '../shared/day';
import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { counted, listed } from '../shared/lists';
import { shown } from '../shared/visible-text';
import { adoptable } from './adoptable';
import { declareApps, waiverText, type Target } from './adopt-apps';
import type { AppThere, Lifted } from './lift-values';
import type { FoundApps } from './sources/find-apps';

export interface TemplateOptions {
  /** The app is an example for a new one. */
  readonly asTemplate?: boolean;
  readonly label?: string;
  readonly clientId?: string;
  readonly dryRun?: boolean;
}

/** Props that only the app itself may have. */
const OWN: readonly string[] = ['clientId', 'label', 'jwks', 'jwksUri', 'status'];
const CLIENT_ID = /^[A-Za-z0-9$\-_.+!*'(),]{6,100}$/;

/**
 * `okta-apps adopt --as-template`: declares a new app like one that exists, with a label, a client ID and an initial
 * client secret of its own. Ids, links and times of the other are left out.
 *
 * @throws UserError with what is wrong; then nothing is written.
 */
export async function asTemplate(
  project: Project,
  target: Target,
  found: readonly FoundApps[],
  options: TemplateOptions,
  io: Io,
): Promise<number> {
  const { label, clientId } = options;
  if (label === undefined || clientId === undefined) {
    throw new UserError('--as-template needs --label and --client-id of the new app. Nothing was written.');
  }
  if (!CLIENT_ID.test(clientId)) {
    throw new UserError(
      `--client-id must have 6 to 100 characters out of letters, digits and $-_.+!*'(), got ${shown(clientId)}. Nothing was written.`,
    );
  }
  const there = found.map(({ environment, apps }): AppThere => ({
    environment,
    props: templateProps(apps, found.length === 1 ? clientId : `${clientId}-${environment}`, label),
  }));
  const wanted = { label, there, secretVariable, finish: withSecret };
  const written = await declareApps(project, target, [wanted], options, { io, day: today() });
  const [id = ''] = written.ids;
  const environments = there.map(({ environment }) => environment);
  const stacks = environments.map((environment) => `${written.team}-${environment}`);
  const isDry = options.dryRun === true;
  io.stdout.write(
    `${isDry ? 'Would declare' : 'Declared'} the new app ${shown(label)} as okta_app_oauth.${id} in ${listed(stacks)}\n` +
      waiverText(written) +
      (isDry ? 'Nothing was written.\n' : nextText(id, written.team, environments)),
  );
  return written.isWhole ? EXIT.done : EXIT.failed;
}

/** An initial client secret is of one app in one environment, so each is applied with its own. */
function nextText(id: string, team: string, environments: readonly string[]): string {
  const each = environments.length > 1 ? 'Then, for one environment after the other, set' : 'Then set';
  const commands = environments.map(
    (environment) =>
      `  okta-apps apply ${team}-${environment} --env ${environment}\n` +
      `  okta-apps credentials ${id} --verify --env ${environment}\n`,
  );
  return (
    `Check its redirect URIs: they are those of the template. ${each} TF_VAR_${secretVariable(id)} to its initial ` +
    `client secret there, apply, and prove it:\n${commands.join('')}`
  );
}

/** @throws UserError when there is not exactly one app, or it cannot be described as props. */
function templateProps(apps: FoundApps['apps'], clientId: string, label: string): AppThere['props'] {
  const [template] = apps;
  if (template === undefined || apps.length !== 1)
    throw new UserError(`--as-template takes one app, got ${counted(apps.length, 'app')}. Nothing was written.`);
  const result = adoptable(template.app);
  if ('reasons' in result) {
    throw new UserError(
      `${shown(template.app['label'])} cannot be the template of an app in code:\n` +
        `${result.reasons.map((reason) => `  ${reason}\n`).join('')}Nothing was written.`,
    );
  }
  if (result.props['tokenEndpointAuthMethod'] === 'private_key_jwt') {
    throw new UserError(
      `${shown(template.app['label'])} authenticates with its own keys (private_key_jwt), so a new app like it has no client secret; ` +
        'use okta-apps new app, and give the new app keys of its own. Nothing was written.',
    );
  }
  const kept = Object.entries(result.props).filter(([name]) => !OWN.includes(name));
  return { label, clientId, ...Object.fromEntries(kept) };
}

/** The variable of Terraform that has the initial client secret of an app. */
function secretVariable(id: string): string {
  return `${id.replaceAll('-', '_')}_client_secret`;
}

function withSecret(lifted: Lifted, id: string): Lifted {
  const secret = ['clientSecret', { as: 'secret', variable: secretVariable(id) }] as const;
  const at = lifted.props.findIndex(([name]) => name === 'clientId') + 1;
  return { ...lifted, props: [...lifted.props.slice(0, at), secret, ...lifted.props.slice(at)] };
}
