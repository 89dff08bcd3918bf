import { ClientSecret, OidcWebApp } from '../../constructs/oidc-web-app';
import { documentFaults, openingsOf } from '../../okta-apps/document/openings';
import { providerProblems } from '../../okta-apps/document/check-providers';
import { resourceProblems } from '../../okta-apps/document/check-resources';
import { differingOmissions } from '../../okta-apps/rehearsal/omissions';
import { rehearsable } from '../../okta-apps/rehearsal/rehearsable';
import { inner, type JsonObject } from '../../okta-apps/shared/json';
import { bareStack, MINIMAL, synthesized } from '../support/synth-stack';

/* What the tool does with a document that reads a client secret from an ephemeral resource. */

const VAULT = { name: 'vault', source: 'hashicorp/vault', configuration: { address: 'https://vault.acme.dev' } };

function documentOf(name: string, label = 'Billing'): JsonObject {
  const stack = bareStack('dev', { environment: 'dev', preventDestroy: false, rules: {}, providers: [VAULT] });
  const source = { type: 'vault_kv_secret_v2', arguments: { mount: 'kv', name }, attribute: 'data', key: 'secret' };
  new OidcWebApp(stack, 'billing', { ...MINIMAL, label, clientSecret: ClientSecret.fromEphemeral(source) });
  return synthesized(stack) as unknown as JsonObject;
}

test('nothing is found where the environment lists the provider, and the value counts as taken from elsewhere', () => {
  const document = documentOf('okta/billing');
  const context = { org: undefined, providers: [VAULT], aliases: [] };
  const states = { stack: 'dev', base: undefined, head: [] };
  expect(providerProblems(document, context)).toEqual([]);
  expect(resourceProblems(document, states, context)).toEqual([]);
  expect(documentFaults(document)).toEqual([]);
  expect(openingsOf(document).map(({ path, origin }) => [path, origin.text])).toEqual([
    ['client_basic_secret_wo', 'ephemeral.vault_kv_secret_v2.billing.data["secret"]'],
  ]);
});

test('the base does not list the provider: it, its block and the resource are found', () => {
  const document = documentOf('okta/billing');
  const context = { org: undefined, providers: [], aliases: [] };
  const found = [
    ...providerProblems(document, context),
    ...resourceProblems(document, { stack: 'dev', base: undefined, head: [] }, context),
  ];
  expect(found.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
    'type-not-listed provider.vault',
    'type-not-listed provider.vault',
    'type-not-listed ephemeral.vault_kv_secret_v2.billing',
  ]);
});

test('a rehearsal has a placeholder in its place, and says which resource it left out if that changes', () => {
  const document = documentOf('okta/billing');
  const { document: rehearsed, leftOut } = rehearsable(document);
  expect(leftOut).toEqual(['ephemeral.vault_kv_secret_v2.billing']);
  expect(JSON.stringify(rehearsed)).not.toContain('vault');
  expect(inner(rehearsed, 'resource', 'okta_app_oauth', 'billing', 'client_basic_secret_wo')).toMatch(
    /^\$\{"okta-apps-placeholder-[0-9a-f]{32}"\}$/,
  );
  expect(differingOmissions(document, documentOf('okta/billing', 'Billing 2'))).toEqual([]);
  expect(differingOmissions(document, documentOf('okta/other'))).toEqual(['ephemeral.vault_kv_secret_v2.billing']);
});
