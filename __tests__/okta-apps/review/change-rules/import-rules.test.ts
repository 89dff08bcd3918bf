import { importRules, type ImportSubject } from '../../../../okta-apps/review/change-rules/import-rules';
import { CATALOGUE } from '../../../../okta-apps/resources/catalogue';
import { testRules } from '../support/rule-cases';

function subject(type: string, more: Partial<ImportSubject> = {}): ImportSubject {
  return {
    place: {},
    production: true,
    type: CATALOGUE.typeOf(type),
    id: '0oa1',
    after: {},
    known: undefined,
    ...more,
  };
}

const CONSOLE = 'compare it with the app in the console';

testRules(importRules, {
  'import/known-object': {
    good: [['an object that no stack has', subject('okta_app_oauth')]],
    bad: [
      [
        'one that a stack has',
        subject('okta_app_oauth', { known: 'okta_app_oauth.web of shop-prod has the label Shop' }),
        [
          'import must name an object that no stack has, got "okta_app_oauth.web of shop-prod has the label Shop"; remove the import, or move the object with removed and import blocks, and a waiver in env/ first',
        ],
      ],
    ],
  },
  'app/imported': {
    good: [['a group', subject('okta_group')]],
    bad: [
      [
        'an app',
        subject('okta_app_oauth', {
          after: { redirect_uris: ['https://a.dev/cb'], grant_types: ['implicit'], label: 'A' },
        }),
        [
          `import must name the app that is meant, got "0oa1"; ${CONSOLE}`,
          `grant_types must be meant for this app, got "implicit"; ${CONSOLE}`,
          `redirect_uris must be meant for this app, got "https://a.dev/cb"; ${CONSOLE}`,
        ],
      ],
      [
        'an id that only Terraform will know',
        subject('okta_app_oauth', { id: '' }),
        [`import must name the app that is meant, got ""; ${CONSOLE}`],
      ],
    ],
  },
  'import/other-object': {
    good: [['an app', subject('okta_app_oauth')]],
    bad: [
      [
        'a group',
        subject('okta_group', { id: '00g1' }),
        ['import must name the object that is meant, got "00g1"; compare it with the object in the console'],
      ],
    ],
  },
});
