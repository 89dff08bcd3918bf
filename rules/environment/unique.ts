import type { AppSubject, EnvironmentSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';
import { object } from '../../okta-apps/shared/json';
import { repeated } from '../../okta-apps/shared/values';
import { isVariableName } from '../app/client-authentication';

/** CDKTF strips what Terraform cannot read from an id and merges what is the same then, without a word. */
export const environmentAddressRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'address/unique',
    severity: 'error',
    summary: 'No two resources of a stack come out at the same Terraform address, where CDKTF would merge them.',
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
          todo: `choose another, ${first.path} gets ${address} too`,
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
    summary: 'No two apps of an environment have the same label: people could not tell them apart.',
    see: SOURCES.oktaApps,
    check: ({ apps }) => clashes(apps, 'label', ({ props }) => props.label, 'be the label of one app only'),
  },
  {
    id: 'environment/client-id-unique',
    severity: 'error',
    summary: 'No two apps of an environment have the same client id.',
    see: SOURCES.rfc6749Registration,
    check: ({ apps }) => clashes(apps, 'clientId', ({ props }) => props.clientId, 'be the client id of one app only'),
  },
  {
    id: 'environment/secret-variable-unique',
    severity: 'error',
    summary: 'No two apps of an environment take their initial client secret from the same variable.',
    see: SOURCES.oktaApps,
    check: ({ apps }) => clashes(apps, 'clientSecret', secretVariable, 'use a variable of its own'),
  },
];

function secretVariable({ props }: AppSubject): unknown {
  const { kind, name } = object(props.clientSecret);
  return kind === 'variable' && typeof name === 'string' && isVariableName(name) ? name : undefined;
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
    yield { app: path, address, prop, must, value: place.text, todo: `choose another, ${first.app.path} has it` };
  }
}
