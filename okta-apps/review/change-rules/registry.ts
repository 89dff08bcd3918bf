import type { RuleTexts } from '../../../rules/texts';
import type { ReviewSeverity } from '../severity';
import { appLifecycle } from './app-lifecycle';
import { assignments } from './assignments';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';
import { clientAuthentication } from './client-authentication';
import { clientSecret } from './client-secret';
import { codeRules, stackRules, versionRules } from './code-rules';
import { defaultDeny } from './default-deny';
import { documentRules } from './document-rules';
import { driftRules } from './drift-rules';
import { everyoneAssigned } from './everyone';
import { foreignHosts } from './foreign-hosts';
import { grants } from './grants';
import { importRules } from './import-rules';
import { knownRules } from './known-rules';
import { lockFileRules, lockRules } from './lock-rules';
import { lookUpRules, unknownRules } from './opening-rules';
import { newApps } from './new-apps';
import { otherUris } from './other-uris';
import {
  ignoredFileRules,
  otherStackRules,
  protectedPathRules,
  unknownRuleRules,
  unplannedRules,
  waiverRules,
} from './own-rules';
import { ownershipRules } from './ownership';
import { parityRules } from './parity-rules';
import { planPartRules } from './plan-part-rules';
import { checkRules, outputRules, planRules } from './plan-rules';
import { redirectUris } from './redirect-uris';
import { borrowedRules, rehearsalRules } from './rehearsal-rules';
import { renameRules } from './rename-rules';
import { resources } from './resources';
import { newEnvironmentRules, settingHistoryRules, settingRules } from './setting-rules';
import { signIn } from './sign-in';
import { rehearsedUpdateRules, updateRules } from './update-rules';
import { witnessRules } from './witness-rules';

/** Rules about one planned change. */
export const changeRules: readonly ChangeRule<ChangeSubject>[] = [
  ...appLifecycle,
  ...newApps,
  ...redirectUris,
  ...otherUris,
  ...foreignHosts,
  ...grants,
  ...clientAuthentication,
  ...clientSecret,
  ...signIn,
  ...assignments,
  everyoneAssigned,
  ...ownershipRules,
  ...updateRules,
  ...resources,
  ...defaultDeny,
];

/** What is said of a rule without asking it. */
export interface RuleInfo extends RuleTexts {
  readonly id: string;
  readonly severity: ReviewSeverity;
  readonly outsideProduction?: ReviewSeverity;
  readonly see: string;
  readonly waivable?: false;
  readonly needsOrg?: true;
  readonly leavesOut?: true;
}

/** Every rule of the review, whatever it looks at. */
export const reviewRules: readonly RuleInfo[] = [
  ...documentRules,
  ...rehearsalRules,
  ...borrowedRules,
  ...lookUpRules,
  ...unknownRules,
  ...rehearsedUpdateRules,
  ...planRules,
  ...planPartRules,
  ...renameRules,
  ...changeRules,
  ...importRules,
  ...driftRules,
  ...codeRules,
  ...stackRules,
  ...versionRules,
  ...outputRules,
  ...checkRules,
  ...lockFileRules,
  ...lockRules,
  ...protectedPathRules,
  ...ignoredFileRules,
  ...unplannedRules,
  ...otherStackRules,
  ...settingRules,
  ...newEnvironmentRules,
  ...settingHistoryRules,
  ...waiverRules,
  ...knownRules,
  ...unknownRuleRules,
  ...parityRules,
  ...witnessRules,
];
