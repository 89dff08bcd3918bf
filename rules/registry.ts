import { acrossOriginRules } from './across/origins';
import { environmentsRules } from './across/environments';
import type { AppSubject, EnvironmentSubject } from './app';
import { addressRules } from './app/address';
import { assignmentRules } from './app/assignments';
import { choiceRules } from './app/choices';
import { clientAuthRules } from './app/client-auth';
import { clientIdRules } from './app/client-id';
import { clientSecretRules } from './app/client-secret';
import { frontchannelLogoutRules } from './app/frontchannel-logout';
import { grantRules } from './app/grants';
import { groupsClaimRules } from './app/groups-claim';
import { initiateLoginRules } from './app/initiate-login';
import { keyMemberRules } from './app/key-members';
import { keyRules } from './app/keys';
import { labelRules } from './app/label';
import { logoutUriRules } from './app/logout-uris';
import { networkRules } from './app/network';
import { noteRules } from './app/notes';
import { pageRules } from './app/pages';
import { pkceRules } from './app/pkce';
import { profileRules } from './app/profile';
import { propTypeRules } from './app/prop-types';
import { redirectUriRules } from './app/redirect-uris';
import { refreshTokenRules } from './app/refresh-token';
import { responseRules } from './app/responses';
import { signOnRules } from './app/sign-on';
import { wildcardRules } from './app/wildcards';
import type { Rule } from './engine';
import { environmentAddressRules } from './environment/addresses';
import { originRules } from './environment/origins';
import { ruleDataRules } from './environment/rule-data';
import { trustedOriginRules } from './environment/trusted-origins';
import { uniqueRules } from './environment/unique';

/** What one app must be, whatever stands beside it. */
export const appRules: readonly Rule<AppSubject>[] = [
  ...propTypeRules,
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
  ...assignmentRules,
  ...groupsClaimRules,
];

/** What the apps of one environment must be to each other, and what its data in `env/` must be. */
export const environmentRules: readonly Rule<EnvironmentSubject>[] = [
  ...environmentAddressRules,
  ...uniqueRules,
  ...originRules,
  ...ruleDataRules(() => RULE_IDS),
  ...trustedOriginRules,
];

/** What the environments must be to each other. */
export const acrossRules: readonly Rule<readonly EnvironmentSubject[]>[] = [...environmentsRules, ...acrossOriginRules];

/** Every rule there is, without what it looks at. */
export const allRules: readonly Omit<Rule<never>, 'check'>[] = [...appRules, ...environmentRules, ...acrossRules];

const RULE_IDS: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));
