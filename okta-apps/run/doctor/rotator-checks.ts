import { flatDocument } from '../../document/modules/flat-document';
import { readDocument, type AssembledStack } from '../../project/assembly';
import { APP_OAUTH } from '../../resources/app-oauth';
import { inner, object } from '../../shared/json';
import { firstOf, groupBy } from '../../shared/lists';
import type { Rotator } from '../../shared/secret-settings';
import type { Check } from './check';

const ROLE_ASSIGNMENT = 'okta_app_oauth_role_assignment';
const SHOWN_APPS = 5;

/** What another rotator needs, and where a person sees whether it has it: its credential is not known here. */
const NEEDS: Readonly<Record<Rotator, { readonly who: string; readonly check: readonly string[] }>> = {
  'aws-secrets-manager': {
    who: 'AWS Secrets Manager rotates the secret',
    check: [
      'the service app of the rotation has the scope okta.apps.manage (its page in the Admin Console, Okta API Scopes) and a ' +
        'role that edits the app (Admin roles)',
      'the secret in Secrets Manager holds the current client secret: AWS signs in with it before it rotates',
    ],
  },
  infisical: {
    who: 'Infisical rotates the secret',
    check: [
      'its API token (Admin Console, Security > API > Tokens) is of a user with a role that edits the app; a service app does ' +
        'not do, because Infisical takes an SSWS token',
      'the app has exactly one client secret when the rotation is set up (the page of the app, Client Credentials): with two, ' +
        'Okta answers E0000001',
    ],
  },
  other: {
    who: 'another tool rotates the secret',
    check: [
      'its credential has the scope okta.apps.manage, or is an API token, with a role that edits the app (Admin Console, Admin ' +
        'roles)',
    ],
  },
};

/** For each app that another tool rotates: what can be seen here is wrong or not, and the rest is a note of what to look at. */
export function rotatorChecks(stacks: readonly AssembledStack[]): readonly Check[] {
  const apps = stacks.flatMap((stack) =>
    Object.entries(stack.manifest.rotatedBy ?? {}).map(([address, rotator]) => ({
      name: `${stack.name}/${address.slice(address.indexOf('.') + 1)}`,
      rotator,
      isAdmin: hasRole(stack, address),
    })),
  );
  const notes = [...groupBy(apps, ({ rotator }) => rotator)].map(([rotator, own]): Check => {
    const { who, check } = NEEDS[rotator];
    const names = firstOf(
      own.map(({ name }) => name),
      SHOWN_APPS,
      'rotatedBy in the code lists them',
    );
    return {
      status: 'note',
      text: [
        `${names}: ${who} (rotatedBy), with a credential that is not known here. Check in Okta that`,
        ...check.map((one) => `- ${one}`),
        '- no administrator role is assigned to the app: Okta refuses changes of its secrets then (Admin roles of the app)',
      ].join('\n'),
    };
  });
  const wrong = apps
    .filter(({ isAdmin }) => isAdmin)
    .map(({ name, rotator }): Check => ({
      status: 'wrong',
      text: `${name}: ${NEEDS[rotator].who}, and its stack assigns an administrator role to it (${ROLE_ASSIGNMENT}). Okta refuses changes of its secrets then; remove one of both`,
    }));
  return [...wrong, ...notes];
}

/** Whether the stack gives the app an administrator role. */
function hasRole(stack: AssembledStack, address: string): boolean {
  const resources = object(inner(flatDocument(readDocument(stack)), 'resource'));
  const clientId = inner(resources[APP_OAUTH.name], address.slice(address.indexOf('.') + 1), 'client_id');
  return Object.values(object(resources[ROLE_ASSIGNMENT])).some((assignment) => {
    const given = inner(assignment, 'client_id');
    return (
      typeof given === 'string' &&
      (given === clientId || given === `\${${address}.client_id}` || given === `\${${address}.id}`)
    );
  });
}
