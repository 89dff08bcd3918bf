import { everyoneAssigned } from '../../../../okta-apps/review/change-rules/everyone';
import { foreignHosts } from '../../../../okta-apps/review/change-rules/foreign-hosts';
import { newApps } from '../../../../okta-apps/review/change-rules/new-apps';
import { testChangeRules, type RuleCase } from '../support/change-cases';
import { appChange, newApp, rawChange } from '../support/plan-json';

const CONFIRM = 'confirm who owns the hosts, and that these users need the app';
const DEBUGGER = 'not be on a shared host, because it shows the tokens of every org to anyone who opened the page';
const OWN = 'use a host of your own; keep this one in a development environment';
const OWNER = 'confirm who owns the domain, or correct it';
const ELSEWHERE = { redirect_uris: ['https://pay.acme.com/cb'] };
const SEVERAL = { redirect_uris: ['https://shop.acme.com/cb', 'https://shop.example/cb'] };
const tile = { hide_web: false };
const assignment = (id: unknown) => rawChange('okta_app_group_assignment.web', null, { app_id: '0oa1', group_id: id });
const assigned = (groups: readonly string[], apps = ['okta_app_oauth.web']) => ({
  assigned: { before: { apps: [], groups: [] }, after: { apps, groups } },
});

const CASES: Readonly<Record<string, RuleCase>> = {
  'app/created': {
    good: [
      ['a host that is new', newApp(ELSEWHERE)],
      ['an app that changes', appChange({}, { label: 'Shop' })],
    ],
    bad: [
      ['an app on a host in use', newApp(), [`app must be needed in production, got "okta_app_oauth.web"; ${CONFIRM}`]],
      [
        'a SAML app without addresses',
        rawChange('okta_app_saml.hr', null, { label: 'HR' }),
        [`app must be needed in production, got "okta_app_saml.hr"; ${CONFIRM}`],
      ],
    ],
  },
  'app/created-on-new-host': {
    good: [
      ['a host in use', newApp()],
      ['another app on a new host, of which other rules speak', appChange({}, ELSEWHERE)],
    ],
    bad: [
      [
        'an app on another host',
        newApp(ELSEWHERE),
        [`app must be needed in production, got "okta_app_oauth.web"; ${CONFIRM}`],
      ],
      [
        'a SAML app on another host',
        rawChange('okta_app_saml.hr', null, { label: 'HR', sso_url: 'https://hr.example/saml' }),
        [`app must be needed in production, got "okta_app_saml.hr"; ${CONFIRM}`],
      ],
      [
        'an address that shows after the apply',
        rawChange('okta_app_oauth.web', null, { label: 'Shop' }, { after_unknown: { redirect_uris: true } }),
        [`app must be needed in production, got "okta_app_oauth.web"; ${CONFIRM}`],
      ],
    ],
  },
  'app/several-domains': {
    good: [
      ['two hosts of one domain', newApp({ redirect_uris: ['https://a.acme.com/cb', 'https://b.acme.com/cb'] })],
      ['an app that gets a second one, of which other rules speak', appChange({}, SEVERAL)],
    ],
    bad: [
      [
        'two domains',
        newApp(SEVERAL),
        [
          'app must have one registrable domain, got "okta_app_oauth.web"; confirm who owns each domain, or declare an app for each',
        ],
      ],
    ],
  },
  'initiate-login/missing': {
    good: [
      ['a hidden app', newApp()],
      ['a tile that starts the app', newApp({ ...tile, login_uri: 'https://shop.acme.com/login' })],
      ['a service', newApp({ ...tile, type: 'service' })],
      ['a tile that was visible before', appChange(tile, { ...tile, label: 'Shop' })],
    ],
    bad: [
      [
        'a new tile',
        newApp(tile),
        [
          'login_uri must be set while users see the tile, got "okta_app_oauth.web"; set initiateLogin (login_uri), or hide the tile',
        ],
      ],
      [
        'a tile that is shown from now on',
        appChange({}, tile),
        [
          'login_uri must be set while users see the tile, got "okta_app_oauth.web"; set initiateLogin (login_uri), or hide the tile',
        ],
      ],
    ],
  },
  'redirect-uri/shared-callback': {
    good: [
      ['a host of the company', newApp()],
      ['a host that only ends alike', newApp({ redirect_uris: ['https://myoauth.pstmn.io.acme.com/cb'] })],
      ['a page after signing out', newApp({ post_logout_redirect_uris: ['https://jwt.io/'] })],
    ],
    bad: [
      [
        'a debugger in a new app',
        newApp({ redirect_uris: ['https://oauth.pstmn.io/v1/callback'] }),
        [`redirect_uris[0] must ${DEBUGGER}, got "https://oauth.pstmn.io/v1/callback"; ${OWN}`],
      ],
      [
        'a tunnel in an app that changes',
        appChange({}, { redirect_uris: ['https://shop.acme.com/cb', 'https://a1.ngrok-free.app:8443/cb'] }),
        [
          `redirect_uris[1] must not be on a shared host, because anyone can get the name next, got "https://a1.ngrok-free.app:8443/cb"; ${OWN}`,
        ],
      ],
    ],
  },
  'app/look-alike-domain': {
    good: [
      ['a domain in use', newApp()],
      ['a short name beside another', newApp({ redirect_uris: ['https://shop.acne.com/cb'] })],
      ['another name', newApp({ redirect_uris: ['https://acme-partners.com/cb'] })],
    ],
    bad: [
      [
        'one letter of another alphabet',
        newApp({ redirect_uris: ['https://shop.\u0430cme.com/cb'] }),
        [
          `redirect_uris[0] must not be on a domain that looks like acme.com, got "https://shop.\u0430cme.com/cb"; ${OWNER}`,
        ],
      ],
      [
        'rn for m',
        newApp({ redirect_uris: ['https://acrne.com/cb'] }),
        [`redirect_uris[0] must not be on a domain that looks like acme.com, got "https://acrne.com/cb"; ${OWNER}`],
      ],
      [
        'one letter too many, in the logout URI of an app that changes',
        appChange({}, { post_logout_redirect_uris: ['https://acme-portall.com/'] }),
        [
          `post_logout_redirect_uris[0] must not be on a domain that looks like acme-portal.com, got "https://acme-portall.com/"; ${OWNER}`,
        ],
      ],
    ],
  },
  'assignment/everyone': {
    good: [
      ['a group', assignment('00gstaff000000000001'), { names: { '00gstaff000000000001': 'Staff' } }],
      [
        'Everyone that was assigned before',
        rawChange(
          'okta_app_group_assignments.web',
          { app_id: '0oa1', group: [{ id: '00g1', priority: 1 }] },
          { app_id: '0oa1', group: [{ id: '00g1', priority: 2 }] },
        ),
        { names: { '00g1': 'Everyone' } },
      ],
    ],
    bad: [
      [
        'by its ID',
        assignment('00g1'),
        [
          'group must not be Everyone, got "Everyone"; assign the groups that need the app, or accept it with a waiver in env/ for this app',
        ],
        { names: { '00g1': 'Everyone' } },
      ],
      [
        'by a look-up whose ID is not known yet',
        rawChange('okta_app_group_assignment.web', null, { app_id: '0oa1' }, { after_unknown: { group_id: true } }),
        [
          'group must not be Everyone, got "Everyone"; assign the groups that need the app, or accept it with a waiver in env/ for this app',
        ],
        assigned(['Everyone']),
      ],
    ],
  },
};

testChangeRules([...newApps, ...foreignHosts, everyoneAssigned], CASES);
