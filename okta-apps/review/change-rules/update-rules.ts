import { fill, type Text } from '../../../rules/texts';
import { settingName } from '../../resources/lost-settings';
import type { ChangeRule, Subject } from './change-rule';
import type { ChangeSubject } from './change-subject';

const PROVIDER = 'https://github.com/okta/terraform-provider-okta/issues/2028';

/** Settings that decide who a user is, or how tokens and requests are protected. */
const SEVERE: ReadonlySet<string> = new Set(
  [
    'subject_type',
    'sector_identifier_uri',
    'id_token_encrypted_response_alg',
    'request_object_signing_alg',
    'dpop_bound_access_tokens',
  ].map((name) => `settings.oauthClient.${name}`),
);

/** Losing it opens what `pkce/off` is about. */
const PKCE = 'credentials.oauthClient.pkce_required';

/** What to do about settings of one app. */
function waysOut(address: string): Text {
  return fill(
    'run {command}, which sets it again after the update; or leave the app out of Terraform: remove it from the code, ' +
      'and add {code}; or accept the loss with a waiver in env/',
    {
      command: 'okta-apps apply --restore-lost-settings',
      code: `stack.addOverride('removed', [{ from: '${address}', lifecycle: { destroy: false } }])`,
    },
  );
}

const losesSetting: ChangeRule<ChangeSubject> = {
  id: 'update/loses-setting',
  severity: 'block',
  severityOf: ({ prop }, { restoresSettings }) => {
    if (restoresSettings) return 'medium';
    return SEVERE.has(prop) ? 'block' : prop === PKCE ? 'high' : 'medium';
  },
  title: 'The update loses a setting that the app has in Okta.',
  needsOrg: true,
  see: PROVIDER,
  impact: 'okta/okta replaces the whole app with what its attributes hold, and no attribute holds this setting',
  fix: 'restore the setting after the update: okta-apps apply --restore-lost-settings',
  *check({ lostSettings, restoresSettings, place: { address = '' } }) {
    for (const setting of lostSettings) {
      const { value, becomes } = setting;
      yield {
        prop: settingName(setting),
        must: 'stay as it is in Okta',
        value: { before: value, after: becomes },
        fix: restoresSettings ? 'nothing: this apply sets it again after the update' : waysOut(address),
      };
    }
  },
};

const notCompared: ChangeRule<ChangeSubject> = {
  id: 'update/not-compared',
  severity: 'high',
  title: 'An app that is updated could not be read, so settings that the update would lose are not known.',
  needsOrg: true,
  see: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/',
  impact:
    'the update may reset settings of the app that no attribute of okta/okta holds, such as DPoP or the subject type',
  fix: 'run it again when the org responds, with a credential that may read the app',
  *check({ unreadApp }) {
    if (unreadApp === undefined) return;
    yield { prop: 'app', must: 'be readable before it is updated', value: unreadApp };
  },
};

/** Rules about what an update does to the rest of an app. */
export const updateRules: readonly ChangeRule<ChangeSubject>[] = [losesSetting, notCompared];

/** Apps that rehearsals update. */
export interface RehearsedUpdates extends Subject {
  readonly apps: number;
}

const onlyOrgShows: ChangeRule<RehearsedUpdates> = {
  id: 'update/compared-later',
  severity: 'info',
  title: 'Settings that these updates would lose show only in a plan of the org.',
  see: PROVIDER,
  impact: 'settings that no attribute of okta/okta holds are not in this review; the apply compares them and stops',
  fix: 'to see them before the apply, plan with the plan credential: okta-apps plan',
  *check({ apps }) {
    if (apps === 0) return;
    yield { prop: 'updated apps', must: 'be compared with Okta by the plan of the org', value: apps };
  },
};

export const rehearsedUpdateRules: readonly ChangeRule<RehearsedUpdates>[] = [onlyOrgShows];
