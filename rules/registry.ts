import { environmentsRules } from './across/environments';
import { acrossOriginRules } from './across/origins';
import type { AppSubject, EnvironmentSubject } from './app';
import { assignmentRules, groupsClaimRules } from './app/assignments';
import { choiceRules } from './app/choices';
import { clientAuthRules, pkceRules } from './app/client-authentication';
import { clientSecretRules } from './app/client-secret';
import { labelRules, noteRules, pageRules } from './app/display';
import { grantRules, refreshTokenRules, responseRules } from './app/grants';
import { addressRules, clientIdRules } from './app/identity';
import { hclEscapeRules } from './app/hcl-escapes';
import { initiateLoginRules } from './app/initiate-login';
import { keyMemberRules } from './app/key-members';
import { keyRules } from './app/keys';
import { frontchannelLogoutRules, logoutUriRules } from './app/logout-uris';
import { ownershipRules } from './app/ownership';
import { profileRules } from './app/profile';
import { propNameRules } from './app/prop-names';
import { propTypeRules } from './app/prop-types';
import { redirectUriRules, wildcardRules } from './app/redirect-uris';
import { networkRules, signOnRules } from './app/sign-on';
import type { Rule } from './engine';
import { appEntryRules, appValueRules } from './environment/app-values';
import { buildableRules, memberNameRules } from './environment/declaration';
import { knownChangeRules } from './environment/known-changes';
import { originRules, trustedOriginRules } from './environment/origins';
import { ruleDataRules } from './environment/rule-data';
import { secretSettingRules } from './environment/secrets';
import { seedRules } from './environment/seed';
import { environmentAddressRules, uniqueRules } from './environment/unique';

/** What one app must be, whatever stands beside it. */
export const appRules: readonly Rule<AppSubject>[] = [
  ...propTypeRules,
  ...propNameRules,
  ...hclEscapeRules,
  ...addressRules,
  ...labelRules,
  ...clientIdRules,
  ...clientSecretRules,
  ...clientAuthRules,
  ...keyRules,
  ...keyMemberRules,
  ...pkceRules,
  ...grantRules,
  ...responseRules,
  ...refreshTokenRules,
  ...redirectUriRules,
  ...wildcardRules,
  ...logoutUriRules,
  ...initiateLoginRules,
  ...frontchannelLogoutRules,
  ...pageRules,
  ...signOnRules,
  ...networkRules,
  ...choiceRules,
  ...noteRules,
  ...profileRules,
  ...ownershipRules,
  ...assignmentRules,
  ...groupsClaimRules,
];

/** What the apps of one environment must be to each other, and what its data in `env/` must be. */
export const environmentRules: readonly Rule<EnvironmentSubject>[] = [
  ...buildableRules,
  ...memberNameRules,
  ...environmentAddressRules,
  ...uniqueRules,
  ...originRules,
  ...appEntryRules,
  ...appValueRules,
  ...ruleDataRules(() => RULE_IDS),
  ...knownChangeRules,
  ...secretSettingRules,
  ...seedRules,
  ...trustedOriginRules,
];

/** What the environments must be to each other. */
export const acrossRules: readonly Rule<readonly EnvironmentSubject[]>[] = [...environmentsRules, ...acrossOriginRules];

/** Every rule there is, without what it looks at. */
export const allRules: readonly Omit<Rule<never>, 'check'>[] = [...appRules, ...environmentRules, ...acrossRules];

const RULE_IDS: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));
