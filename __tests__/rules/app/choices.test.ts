import { choiceRules } from '../../../rules/app/choices';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

describeAppRules(choiceRules, {
  'wildcard-redirect/known': [
    { good: { wildcardRedirect: 'SUBDOMAIN' } },
    { good: { wildcardRedirect: UNKNOWN } },
    {
      bad: { wildcardRedirect: 'subdomain' },
      says: 'wildcardRedirect must be "DISABLED" or "SUBDOMAIN", got "subdomain"; leave it out for "DISABLED" [wildcard-redirect/known]',
    },
  ],
  'consent/known': [
    { good: { consentMethod: 'REQUIRED' } },
    {
      bad: { consentMethod: 'NEVER' },
      says: 'consentMethod must be "TRUSTED" or "REQUIRED", got "NEVER"; leave it out for "TRUSTED" [consent/known]',
    },
  ],
  'issuer-mode/known': [
    { good: { issuerMode: 'CUSTOM_URL' } },
    { good: { issuerMode: 'DYNAMIC' } },
    {
      bad: { issuerMode: 'ORG' },
      says: 'issuerMode must be "ORG_URL", "CUSTOM_URL" or "DYNAMIC", got "ORG"; leave it out for "ORG_URL" [issuer-mode/known]',
    },
  ],
  'criticality/known': [
    { good: { criticality: 'low' } },
    { good: { criticality: 'critical' } },
    {
      bad: { criticality: 'High' },
      says: 'criticality must be "low", "medium", "high" or "critical", got "High"; choose one of these, or leave it out [criticality/known]',
    },
  ],
  'client-secret/known-rotator': [
    { good: {} },
    { good: { rotatedBy: 'aws-secrets-manager' } },
    { good: { rotatedBy: 'infisical' } },
    { good: { rotatedBy: 'other' } },
    {
      bad: { rotatedBy: 'vault' },
      says: 'rotatedBy must be "aws-secrets-manager", "infisical" or "other", got "vault"; leave it out unless another tool rotates the secret [client-secret/known-rotator]',
    },
  ],
  'status/known': [
    { good: { status: 'INACTIVE' } },
    {
      bad: { status: 'DELETED' },
      says: 'status must be "ACTIVE" or "INACTIVE", got "DELETED"; leave it out for "ACTIVE" [status/known]',
    },
  ],
});
