import { isObject, textField } from '../../../shared/json';
import { param, type Answer, type Call, type Route } from '../call';
import type { LogEntity, NewEvent } from './system-log';

/** What a route changes, and the event that Okta writes for it. */
interface Change {
  readonly eventType: string;
  readonly displayMessage: string;
  readonly of: 'app' | 'secret' | 'trusted origin';
}

const change = (of: Change['of'], eventType: string, displayMessage: string): Change => ({
  of,
  eventType,
  displayMessage,
});

const APP = '/api/v1/apps/:appId';
const SECRET = `${APP}/credentials/secrets/:secretId`;
const ORIGIN = '/api/v1/trustedOrigins/:trustedOriginId';

/**
 * By method and path. All types are in Okta's public catalogue of event types. That `app.oauth2.credentials.lifecycle.*`
 * is written for client secrets, and which targets each event has, is from memory and from public samples.
 * @see https://developer.okta.com/docs/reference/api/event-types/
 */
const CHANGES: Readonly<Record<string, Change>> = {
  'POST /api/v1/apps': change('app', 'application.lifecycle.create', 'Create application'),
  [`PUT ${APP}`]: change('app', 'application.lifecycle.update', 'Update application'),
  [`DELETE ${APP}`]: change('app', 'application.lifecycle.delete', 'Delete application'),
  [`POST ${APP}/lifecycle/activate`]: change('app', 'application.lifecycle.activate', 'Activate application'),
  [`POST ${APP}/lifecycle/deactivate`]: change('app', 'application.lifecycle.deactivate', 'Deactivate application'),
  // Whether Okta has a type of its own for the policy of an app is not known.
  [`PUT ${APP}/policies/:policyId`]: change('app', 'application.lifecycle.update', 'Update application'),
  [`PUT ${APP}/groups/:groupId`]: change('app', 'group.application_assignment.add', 'Assign application to group'),
  [`DELETE ${APP}/groups/:groupId`]: change(
    'app',
    'group.application_assignment.remove',
    'Remove application from group',
  ),
  [`POST ${APP}/credentials/secrets`]: change(
    'secret',
    'app.oauth2.credentials.lifecycle.create',
    'Create client secret',
  ),
  [`POST ${SECRET}/lifecycle/activate`]: change(
    'secret',
    'app.oauth2.credentials.lifecycle.activate',
    'Activate client secret',
  ),
  [`POST ${SECRET}/lifecycle/deactivate`]: change(
    'secret',
    'app.oauth2.credentials.lifecycle.deactivate',
    'Deactivate client secret',
  ),
  [`DELETE ${SECRET}`]: change('secret', 'app.oauth2.credentials.lifecycle.delete', 'Delete client secret'),
  'POST /api/v1/trustedOrigins': change('trusted origin', 'security.trusted_origin.create', 'Create trusted origin'),
  [`PUT ${ORIGIN}`]: change('trusted origin', 'security.trusted_origin.update', 'Update trusted origin'),
  [`DELETE ${ORIGIN}`]: change('trusted origin', 'security.trusted_origin.delete', 'Delete trusted origin'),
  [`POST ${ORIGIN}/lifecycle/activate`]: change(
    'trusted origin',
    'security.trusted_origin.activate',
    'Activate trusted origin',
  ),
  [`POST ${ORIGIN}/lifecycle/deactivate`]: change(
    'trusted origin',
    'security.trusted_origin.deactivate',
    'Deactivate trusted origin',
  ),
};

const NOTHING_NOTED = (): void => undefined;

/** Call it before a change is made. @returns what writes the event, once the change is stored */
export function changeNoter(call: Call, { method, path }: Pick<Route, 'method' | 'path'>): (answer: Answer) => void {
  const made = CHANGES[`${method} ${path}`];
  if (made === undefined) return NOTHING_NOTED;
  const { org } = call;
  const recordOf = (id: string) =>
    made.of === 'trusted origin' ? org.state.trustedOrigins.get(id) : org.state.apps.get(id);
  const named = param(call, made.of === 'trusted origin' ? 'trustedOriginId' : 'appId');
  const before = recordOf(named);
  return ({ status, body }) => {
    const bodyId = isObject(body) ? (textField(body, 'id') ?? '') : '';
    const id = named === '' ? bodyId : named;
    const after = recordOf(id);
    const record = after ?? before;
    // What was as it is asked for stays the same record: then Okta writes nothing.
    if (status >= 300 || record === undefined || after === before) return;
    const name = 'label' in record ? record.label : record.name;
    const secret = param(call, 'secretId') || bodyId;
    org.log.add({
      eventType: made.eventType,
      displayMessage: made.displayMessage,
      actor: actorOf(call),
      client: { id: call.caller.kind === 'bearer' ? call.caller.clientId : null, ipAddress: '127.0.0.1' },
      outcome: { result: 'SUCCESS', reason: null },
      target: [
        entity(id, made.of === 'trusted origin' ? 'TrustedOrigin' : 'AppInstance', name),
        ...(made.of === 'secret' ? [entity(secret, 'OAuth2ClientSecret', secret)] : []),
        ...groupsOf(call),
      ],
      debugContext: { debugData: { requestUri: call.path } },
    } satisfies NewEvent);
  };
}

function actorOf({ caller, org }: Call): LogEntity {
  if (caller.kind === 'bearer') {
    const app = org.state.apps.named(caller.clientId);
    return { ...entity(caller.clientId, 'PublicClientApp', app?.label ?? caller.clientId), alternateId: 'unknown' };
  }
  const user = caller.kind === 'token' ? org.state.users.get(caller.userId) : undefined;
  if (user === undefined) return entity('unknown', 'SystemPrincipal', 'Okta System');
  const { login, firstName, lastName } = user.profile;
  return { id: user.id, type: 'User', alternateId: login, displayName: `${firstName} ${lastName}` };
}

function groupsOf(call: Call): readonly LogEntity[] {
  const group = call.org.state.groups.get(param(call, 'groupId'));
  return group === undefined ? [] : [entity(group.id, 'UserGroup', group.profile.name)];
}

/** @returns with the name in both places, as Okta does for what is no user */
export function entity(id: string, type: string, displayName: string): LogEntity {
  return { id, type, alternateId: displayName, displayName };
}
