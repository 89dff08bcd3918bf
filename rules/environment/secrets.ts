import type { EnvironmentSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { object } from '../../okta-apps/shared/json';
import { secretSettingFaults } from '../../okta-apps/shared/secret-settings';

/** Where `env/` says client secrets go. */
export const secretSettingRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'environment/secrets',
    severity: 'error',
    title: 'A setting of `secrets` cannot be used.',
    impact: 'okta-apps would hand out a client secret to the wrong place, or to none',
    fix: 'write it as the type `SecretSettings` says',
    see: SOURCES.environments,
    *check({ declaration, credentials = [] }) {
      const { secrets } = object(declaration);
      if (secrets === undefined) return;
      yield* secretSettingFaults(
        secrets,
        credentials.map(({ value }) => value),
      );
    },
  },
];
