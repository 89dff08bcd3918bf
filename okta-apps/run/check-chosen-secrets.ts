import type { AssembledStack } from '../project/assembly';
import { chosenValue, environmentName, membersOf, sourceOf, type InitialSecret } from '../project/initial-secrets';
import { isGuessable, isSample } from '../project/secret-strength';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { groupBy, listed } from '../shared/lists';
import type { Purpose } from './prepared-stack';

/** An app for which the user has set an initial client secret. */
interface Chosen {
  /** What the user set: an environment variable, or a key of one. */
  readonly source: string;
  readonly environment: string;
  /** `storefront-dev okta_app_oauth.web` */
  readonly app: string;
  readonly value: string;
}

const TODO =
  'Set it to a random value, such as the output of "openssl rand -base64 33", or unset it: only the apply that creates ' +
  'the app needs it.';

/**
 * Looks at the initial client secrets that are set, before Terraform gets them. No message shows a value.
 *
 * @throws UserError with each that is a public sample, is easy to guess, or is set for two apps.
 */
export function checkChosenSecrets(
  stacks: readonly Pick<AssembledStack, 'name' | 'manifest'>[],
  purpose: Purpose,
  { env }: Pick<Io, 'env'>,
): void {
  const chosen = stacks.flatMap(({ name, manifest: { environment, birthSecrets } }) =>
    birthSecrets.flatMap((secret) => chosenFor(secret, name, environment, env)),
  );
  const faults = [...groupBy(chosen, ({ source }) => source)].flatMap(([source, its]) => {
    const fault = its[0] && faultOf(its[0].value);
    return fault === undefined ? [] : [`${source} must ${fault} (${appsText(its)}). ${TODO}`];
  });
  const all = [...jsonFaults(stacks, env), ...faults, ...sharedFaults(chosen, purpose)];
  if (all.length > 0) throw new UserError(all.join('\n'));
}

/** Variables that should have a JSON object and have something else. Terraform would say so for each of their keys. */
function jsonFaults(stacks: readonly Pick<AssembledStack, 'manifest'>[], env: Io['env']): readonly string[] {
  const secrets = stacks.flatMap(({ manifest }) => manifest.birthSecrets.filter(({ key }) => key !== undefined));
  const wrong = [...groupBy(secrets, ({ variable }) => variable)].filter(
    ([variable]) => membersOf(variable, env) === undefined,
  );
  return wrong.map(([variable, its]) => {
    const keys = [...new Set(its.map(({ key }) => JSON.stringify(key)))];
    return (
      `${environmentName(variable)} must be a JSON object with a client secret for ${listed(keys)}, got something else. ` +
      'Set it to such an object, or unset it: only the apply that creates an app needs its key.'
    );
  });
}

function chosenFor(secret: InitialSecret, stack: string, environment: string, env: Io['env']): readonly Chosen[] {
  const value = chosenValue(secret, env);
  if (value === undefined) return [];
  return [{ source: sourceOf(secret), environment, app: `${stack} ${secret.address}`, value }];
}

function faultOf(value: string): string | undefined {
  if (isSample(value)) return 'be a secret of your own, got one that public documentation shows';
  if (!isGuessable(value)) return undefined;
  return 'be hard to guess, got one of too few random characters: words, repetitions and runs hardly count';
}

/**
 * One value for two apps: anyone who has the secret of one could act as the other. A variable of several environments is
 * one value too, but a plan creates no app with it.
 */
function sharedFaults(chosen: readonly Chosen[], purpose: Purpose): readonly string[] {
  return [...groupBy(chosen, ({ value }) => value).values()].flatMap((its) => {
    const sources = [...new Set(its.map(({ source }) => source))];
    if (sources.length > 1) {
      return [`${listed(sources)} must differ, got one value for ${listed(its.map(({ app }) => app))}. ${EACH}`];
    }
    const environments = [...new Set(its.map(({ environment }) => environment))];
    if (purpose !== 'apply' || environments.length < 2) return [];
    return [
      `${listed(sources)} must be the secret of one app, got it for ${listed(its.map(({ app }) => app))}. ` +
        'Apply one environment at a time (--env), each with its own value, or unset it where no app is created.',
    ];
  });
}

const EACH = 'Set each to a random value of its own, or unset it: only the apply that creates the app needs it.';

function appsText(its: readonly Chosen[]): string {
  return its.map(({ app }) => app).join(', ');
}
