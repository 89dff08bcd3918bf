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

const RESTORE = 'okta-apps apply --restore-lost-settings, which sets it again after the update';

function waysOut(address: string): string {
  const removed = `stack.addOverride('removed', [{ from: '${address}', lifecycle: { destroy: false } }])`;
  return (
    `run ${RESTORE}; or leave the app out of Terraform: remove it from the code, and add ${removed}; ` +
    'or accept the loss with a waiver in env/'
  );
}

const losesSetting: ChangeRule<ChangeSubject> = {
  id: 'update/loses-setting',
  severity: 'block',
  severityOf: ({ prop }, { restoresSettings }) => {
    if (restoresSettings) return 'medium';
    return SEVERE.has(prop) ? 'block' : prop === PKCE ? 'high' : 'medium';
  },
  summary:
    'The update loses a setting that the app has in Okta: subject type, sector identifier, ID token encryption, ' +
    'request object signing and DPoP block, PKCE is `high`, other settings are `medium`.',
  needsOrg: true,
  see: PROVIDER,
  means: 'okta/okta replaces the whole app with what its attributes hold, and no attribute holds this setting',
  *check({ lostSettings, restoresSettings, place: { address = '' } }) {
    for (const setting of lostSettings) {
      const { value, becomes } = setting;
      yield {
        prop: settingName(setting),
        must: 'stay as it is in Okta',
        value: { before: value, after: becomes },
        todo: restoresSettings ? 'nothing: this apply sets it again after the update' : waysOut(address),
      };
    }
  },
};

const notCompared: ChangeRule<ChangeSubject> = {
  id: 'update/not-compared',
  severity: 'high',
  summary: 'An app that is updated could not be read, so settings that the update would lose are not known.',
  needsOrg: true,
  see: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/',
  means:
    'the update may reset settings of the app that no attribute of okta/okta holds, such as DPoP or the subject type',
  *check({ unreadApp }) {
    if (unreadApp === undefined) return;
    const todo = 'run it again when the org answers, with a credential that may read the app';
    yield { prop: 'app', must: 'be readable before it is updated', value: unreadApp, todo };
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
  summary: 'A rehearsal updates apps; only the plan of the org shows settings that these updates would lose.',
  see: PROVIDER,
  means: 'settings that no attribute of okta/okta holds are not in this review; the apply compares them and stops',
  *check({ apps }) {
    if (apps === 0) return;
    const todo = 'see them before the apply with the plan credential: okta-apps plan';
    yield { prop: 'updated apps', must: 'be compared with Okta by the plan of the org', value: apps, todo };
  },
};

export const rehearsedUpdateRules: readonly ChangeRule<RehearsedUpdates>[] = [onlyOrgShows];
