import { ClientSecret } from '../../../constructs/client-secret';
import { OidcWebApp, type OidcWebAppProps } from '../../../constructs/oidc-web-app';
import { appAt, bareStack, MINIMAL, synthesized } from '../../support/synth-stack';

/** The names of what is directly in the block, in order. CDKTF's own command indents it later. */
function namesIn(hcl: string, block: string): readonly string[] {
  const names: string[] = [];
  const lines = hcl.split('\n').map((line) => line.trim());
  let depth = 0;
  for (const line of lines.slice(lines.indexOf(`${block} {`) + 1)) {
    if (/^[}\]]/.test(line)) depth -= 1;
    if (depth < 0) break;
    const [, name] = /^(\w+) (?:= |\{)/.exec(line) ?? [];
    if (depth === 0 && name !== undefined) names.push(name);
    if (/[{[]$/.test(line)) depth += 1;
  }
  return names.sort();
}

test.each<[string, Partial<OidcWebAppProps>]>([
  ['no policy', {}],
  ['a policy and network zones', { authenticationPolicy: 'rst1', network: { connection: 'ZONE', include: ['nzo1'] } }],
  [
    'a frontchannel logout',
    { frontchannelLogout: { uri: 'https://billing.acme.dev/frontchannel', sessionRequired: true } },
  ],
])('cdktf synth --hcl writes every attribute of an app with %s', (_, props) => {
  const stack = bareStack();
  new OidcWebApp(stack, 'billing', {
    ...MINIMAL,
    ...props,
    clientSecret: ClientSecret.fromVariable('billing_secret'),
  });
  const { hcl } = stack.toHclTerraform() as { readonly hcl: string };
  const json = synthesized(stack);
  expect(namesIn(hcl, 'resource "okta_app_oauth" "billing"')).toEqual(Object.keys(appAt(json, 'billing')).sort());
  expect(namesIn(hcl, 'variable "billing_secret"')).toEqual(
    Object.keys(json.variable?.['billing_secret'] ?? {}).sort(),
  );
});

test('network zones are a block in HCL, as the provider has it', () => {
  const stack = bareStack();
  new OidcWebApp(stack, 'billing', { ...MINIMAL, network: { connection: 'ZONE', include: ['nzo1'] } });
  const { hcl } = stack.toHclTerraform() as { readonly hcl: string };
  expect(hcl).toContain('\nnetwork {\nconnection = "ZONE"\ninclude = [\n"nzo1",\n]\n}\n');
});
