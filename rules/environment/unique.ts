import type { AppSubject, EnvironmentSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';
import { byText, object } from '../../okta-apps/shared/json';
import { repeated } from '../../okta-apps/shared/values';
import { isVariableName } from '../app/client-secret';
import { fill } from '../texts';

/** CDKTF strips what Terraform cannot read from an id and merges what is the same then, without a word. */
export const environmentAddressRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'address/unique',
    severity: 'error',
    title: 'Two resources of a stack get the same Terraform address.',
    impact: 'CDKTF would merge them, so that one of the two apps would not exist',
    fix: 'choose another ID',
    see: SOURCES.addresses,
    *check({ resources }) {
      const made = resources.map(({ stack, path, address }) => ({ text: `${stack}/${address}`, path, address }));
      for (const { place, first } of repeated(made)) {
        const { path, address } = place;
        yield {
          app: path,
          address,
          prop: 'id',
          must: 'give an address of its own',
          value: path.slice(path.lastIndexOf('/') + 1),
          fix: fill('choose another, {path} gets {address} too', { path: first.path, address }),
        };
      }
    },
  },
];

/** What no two apps of an org can share. The second app is the one to change. */
export const uniqueRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/label-unique',
    severity: 'error',
    title: 'Two apps of an environment have the same label.',
    impact: 'users and administrators cannot tell them apart',
    fix: 'choose another label',
    see: SOURCES.oktaApps,
    check: ({ apps }) => clashes(apps, 'label', ({ props }) => props.label, 'be the label of one app only'),
  },
  {
    id: 'environment/client-id-unique',
    severity: 'error',
    title: 'Two apps of an environment have the same client ID.',
    impact: 'Okta refuses the second app, and the apply stops',
    fix: 'choose another client ID',
    see: SOURCES.rfc6749Registration,
    check: ({ apps }) => clashes(apps, 'clientId', ({ props }) => props.clientId, 'be the client id of one app only'),
  },
  {
    id: 'environment/secret-variable-unique',
    severity: 'error',
    title: 'Two apps of an environment take their initial client secret from the same place.',
    impact: 'anyone who holds the secret of one app could act as the other',
    fix: 'use another variable, key or entry of the store',
    see: SOURCES.oktaApps,
    *check({ apps }) {
      yield* clashes(apps, 'clientSecret', secretPlaces(apps), 'use a variable of its own');
      yield* sharedEntries(apps);
    },
  },
];

/**
 * Where an app takes its initial client secret from: a variable, or a key of one that has a JSON object. A variable that
 * is the secret of one app has no keys for others.
 */
function secretPlaces(apps: readonly AppSubject[]): (app: AppSubject) => string | undefined {
  const whole = new Set(apps.flatMap((app) => (keyOf(app) === undefined ? (secretVariable(app) ?? []) : [])));
  return (app) => {
    const [name, key] = [secretVariable(app), keyOf(app)];
    return name === undefined || key === undefined || whole.has(name) ? name : `${name}.${key}`;
  };
}

/** What the arguments say is not shown: it is compared only. */
function* sharedEntries(apps: readonly AppSubject[]): Iterable<Violation> {
  const places = apps.flatMap((app) => {
    const { kind, type, attribute, key, arguments: given } = object(app.props.clientSecret);
    const named = Object.entries(object(given)).sort(([one], [other]) => byText(one, other));
    return kind === 'ephemeral' ? [{ text: JSON.stringify([type, attribute, key, named]), app }] : [];
  });
  for (const { place, first } of repeated(places)) {
    const { path, address, props } = place.app;
    yield {
      app: path,
      address,
      prop: 'clientSecret',
      must: 'use an entry of the store of its own',
      value: object(props.clientSecret)['type'],
      fix: fill('choose another, {path} has it', { path: first.app.path }),
    };
  }
}

function secretVariable({ props }: AppSubject): string | undefined {
  const { kind, name } = object(props.clientSecret);
  return kind === 'variable' && typeof name === 'string' && isVariableName(name) ? name : undefined;
}

function keyOf({ props }: AppSubject): string | undefined {
  const { key } = object(props.clientSecret);
  return typeof key === 'string' ? key : undefined;
}

function* clashes(
  apps: readonly AppSubject[],
  prop: string,
  valueOf: (app: AppSubject) => unknown,
  must: string,
): Iterable<Violation> {
  const values = apps.flatMap((app) => {
    const text = valueOf(app);
    return typeof text === 'string' ? [{ text, app }] : [];
  });
  for (const { place, first } of repeated(values)) {
    const { path, address } = place.app;
    yield {
      app: path,
      address,
      prop,
      must,
      value: place.text,
      fix: fill('choose another, {path} has it', { path: first.app.path }),
    };
  }
}
