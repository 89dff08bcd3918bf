import type { Environment } from '../../../../constructs/environment';
import { reviewRules } from '../../../../okta-apps/review/change-rules/registry';
import { SETTINGS } from '../../../../okta-apps/review/settings/setting-table';

/** Where each prop of an environment is compared: a path in the table, or rules that read the document. */
const COMPARED: Readonly<Record<keyof Environment, readonly string[]>> = {
  name: ['environment'],
  production: ['production'],
  local: ['local'],
  org: ['org'],
  credentials: ['credentials'],
  backend: ['document/other-backend'],
  providerVersion: ['version/provider-constraint-changed'],
  preventDestroy: ['app/unprotected'],
  approvals: ['approvals'],
  approvers: ['approvers'],
  passVariables: ['passVariables'],
  records: ['records'],
  providers: ['providers'],
  providerAliases: ['providerAliases'],
  secrets: ['secrets'],
  rules: ['rules'],
  // Of the org on this machine, which no review is about.
  seed: ['seed'],
  // No setting: what an app gets of it is evaluated where it is used, as its redirect URIs are.
  apps: ['redirect-uri/new-host'],
};

it.each(Object.entries(COMPARED))('compares %s', (_, places) => {
  const rules = reviewRules.map(({ id }) => id);
  for (const place of places) expect([...Object.keys(SETTINGS), ...rules]).toContain(place);
});
