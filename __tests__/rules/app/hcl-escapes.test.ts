import { hclEscapeRules } from '../../../rules/app/hcl-escapes';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { rsaKey } from '../../support/app-subject';
import { describeAppRules } from '../../support/rule-cases';

describeAppRules(hclEscapeRules, {
  'text/hcl-escape': [
    { good: { userNameTemplate: '${source.login}', label: 'A$$ets for 5 $ and 100 %% {more}' } },
    { good: { userNameTemplate: UNKNOWN, jwks: [rsaKey()], profile: { template: '$${kept}' } } },
    {
      bad: { userNameTemplate: '$${source.login}' },
      says: 'userNameTemplate must not be escaped as in HCL, got "$${source.login}"; write "${" in place of "$${" [text/hcl-escape]',
    },
    {
      bad: { notes: { admin: 'a', endUser: 'see %%{page}' }, redirectUris: ['https://shop.acme.com/$${path}'] },
      says: [
        'redirectUris[0] must not be escaped as in HCL, got "https://shop.acme.com/$${path}"; write "${" in place of "$${" [text/hcl-escape]',
        'notes.endUser must not be escaped as in HCL, got "see %%{page}"; write "%{" in place of "%%{" [text/hcl-escape]',
      ],
    },
  ],
});
