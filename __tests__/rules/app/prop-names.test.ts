// cspell:ignore Destory redirct leway
import { APP_PROPS } from '../../../okta-apps/shared/app-props';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { OTHER_NAMES } from '../../../rules/app/other-names';
import { asMeant, propNameRules } from '../../../rules/app/prop-names';
import { checkApp } from '../../../rules/check';
import { appSubject, rsaKey } from '../../support/app-subject';
import { describeAppRules } from '../../support/rule-cases';

const says = (prop: string, todo: string) =>
  `${prop} must be a prop that OidcWebApp has, got "a value that nothing reads"; ${todo} [props/known]`;
const meant = (prop: string, right: string) => ({ bad: { [prop]: 'x' }, says: says(prop, `did you mean ${right}?`) });

describeAppRules(propNameRules, {
  'props/known': [
    { good: { refreshToken: { rotationType: 'ROTATE', leeway: 30 }, notes: UNKNOWN } },
    { good: { jwks: [rsaKey({ x5c: [] })], profile: { anything: 1 }, omitSecret: undefined } },
    meant('postLogoutRedirectUri', 'postLogoutRedirectUris'),
    meant('post_logout_redirect_uris', 'postLogoutRedirectUris'),
    meant('preventDestory', 'preventDestroy'),
    meant('redirectUrls', 'redirectUris'),
    meant('redirectURIs', 'redirectUris'),
    meant('redirctUris', 'redirectUris'),
    meant('leeway', 'refreshToken.leeway'),
    meant('refresh_token_rotation', 'refreshToken.rotationType'),
    meant('rotation_type', 'refreshToken.rotationType'),
    meant('initiate_login_uri', 'initiateLogin.uri'),
    meant('login_uri', 'initiateLogin.uri'),
    meant('admin_note', 'notes.admin'),
    meant('client_basic_secret', 'clientSecret'),
    meant('groups', 'assignTo.groups'),
    meant('callback_urls', 'redirectUris'),
    meant('lifecycle', 'preventDestroy'),
    { bad: { hide_web: false }, says: says('hide_web', 'did you mean visibility.web, with the opposite value?') },
    { bad: { type: 'web' }, says: says('type', 'remove it, every OidcWebApp is of the type web') },
    { bad: { for_each: [] }, says: says('for_each', 'remove it, and make several apps in a loop of TypeScript') },
    { bad: { uri: 'x' }, says: says('uri', 'remove it, or look its name up in OidcWebAppProps') },
    { bad: { colour: 1 }, says: says('colour', 'remove it, or look its name up in OidcWebAppProps') },
    { bad: { notes: { enduser: 'b' } }, says: says('notes.enduser', 'did you mean notes.endUser?') },
    { bad: { refreshToken: { leway: 5 } }, says: says('refreshToken.leway', 'did you mean refreshToken.leeway?') },
    {
      bad: { visibility: { hide_web: false } },
      says: says('visibility.hide_web', 'did you mean visibility.web, with the opposite value?'),
    },
    {
      bad: { initiateLogin: { uri: 'https://shop.acme.com', mode: 'SPEC', colour: 1 } },
      says: says('initiateLogin.colour', 'remove it, or choose one of uri, mode or scopes'),
    },
  ],
});

describe('what an unknown prop was meant to be', () => {
  it.each<[Record<string, unknown>]>([
    [{ redirectUris: undefined, redirect_uris: ['https://shop.acme.com/callback'] }],
    [{ redirectUris: undefined, redirectUrls: 'https://shop.acme.com/callback' }],
    [{ label: undefined, name: 'Shop' }],
    [{ grant_types: ['authorization_code', 'implicit'], refreshToken: undefined }],
    [{ visibility: { web: true, ios: false, autoSubmitToolbar: false }, login_uri: 'https://shop.acme.com/login' }],
    [{ grant_types: ['authorization_code', 'refresh_token'], refreshToken: { rotationType: 'ROTATE', leeway: 5 } }],
  ])('is one problem, and what follows from it is none: %j', (props) => {
    const errors = checkApp(appSubject(props)).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule)).toEqual(['props/known']);
  });

  it('is checked as if it had its right name', () => {
    const problems = checkApp(appSubject({ redirectUris: undefined, redirect_uris: ['http://shop.acme.com/cb'] }));
    expect(problems.map(({ prop, rule }) => `${prop} ${rule}`)).toEqual([
      'redirectUris[0] redirect-uri/https',
      'redirect_uris props/known',
    ]);
  });

  it('does not replace what is there under the right name', () => {
    const app = asMeant(appSubject({ name: 'Other' }));
    expect(app.props.label).toBe('Storefront');
  });

  it('leaves an app without strangers alone', () => {
    const app = appSubject();
    expect(asMeant(app)).toBe(app);
  });
});

describe('the other names', () => {
  it('lead to props', () => {
    const lost = Object.entries(OTHER_NAMES).filter(([, path]) => {
      const [name = '', member] = path.split('.');
      const prop = (APP_PROPS as Record<string, { members?: object }>)[name];
      return prop === undefined || (member !== undefined && !(member in (prop.members ?? {})));
    });
    expect(lost).toEqual([]);
  });
});
