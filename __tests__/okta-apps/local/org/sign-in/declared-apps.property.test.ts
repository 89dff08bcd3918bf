import fc from 'fast-check';
import * as oidc from 'openid-client';
import { Browser } from '../../../../../okta-apps/local/party/browser';
import { runs } from '../../../../support/runs';
import { anyApp } from './support/any-app';
import { declare, keysAtAnAddress, propsOf } from './support/declared-apps';
import { partyOf, peopleOrg, type Made } from './support/relying-party';
import { expectedOf, useAsDeclared } from './support/use-as-declared';

const org = peopleOrg();
const keys = keysAtAnAddress();

/** What the page says that stops a sign-in request. */
async function refusalOf(app: Made, redirect_uri: string): Promise<string> {
  const url = oidc.buildAuthorizationUrl(await partyOf(org, app, oidc.None()), { redirect_uri, scope: 'openid' });
  const { status, text } = await new Browser(org.url).open(url.href);
  return `${status} ${/<p>([^<]*)</.exec(text)?.[1] ?? ''}`;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

test('any app that the rules accept signs users in as it was declared, at each of its redirect URIs and no other', async () => {
  await fc.assert(
    fc.asyncProperty(anyApp, async ({ shape, props, redirects, moreGrants }) => {
      const own = propsOf(shape, keys());
      const grantTypes = [...(own.grantTypes ?? []), ...moreGrants];
      const app = { ...(await declare(org, shape, { ...own, ...props, grantTypes })), label: props.label };
      for (const { sent, other } of redirects) {
        expect(await useAsDeclared(org, shape, app, sent)).toEqual(expectedOf(shape));
        expect(await refusalOf(app, other)).toBe(
          escaped(
            `400 The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: ` +
              `${app.label} (client id ${app.clientId}) does not have ${other}. (invalid_redirect_uri)`,
          ),
        );
      }
    }),
    { numRuns: runs(40) },
  );
}, 60_000);
