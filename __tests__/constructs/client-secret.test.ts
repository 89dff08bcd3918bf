import { TerraformProvider } from 'cdktf';
import { ClientSecret, OidcWebApp } from '../../constructs/oidc-web-app';
import { appAt, bareStack, MINIMAL, problemsOf, synthesized } from '../support/synth-stack';

describe('an initial client secret', () => {
  it.each([
    ['client_secret_basic', 14],
    ['client_secret_jwt', 32],
  ] as const)(
    'is a sensitive, ephemeral, checked variable without default: %s',
    (tokenEndpointAuthMethod, shortest) => {
      const stack = bareStack();
      const clientSecret = ClientSecret.fromVariable('billing_secret');
      new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret, tokenEndpointAuthMethod });
      const json = synthesized(stack);
      expect(json.variable).toEqual({
        billing_secret: {
          type: 'string',
          sensitive: true,
          ephemeral: true,
          nullable: false,
          description: 'Client secret that billing gets when Okta creates it.',
          validation: [
            {
              condition: `\${length(var.billing_secret) >= ${shortest} && length(var.billing_secret) <= 100 && can(regex("^[ -~]+$", var.billing_secret))}`,
              error_message: `The client secret in TF_VAR_billing_secret must be ${shortest} to 100 printable ASCII characters.`,
            },
          ],
        },
      });
      expect(appAt(json, 'billing')).toMatchObject({
        omit_secret: true,
        client_basic_secret_wo: '${var.billing_secret}',
        client_basic_secret_wo_version: 1,
      });
    },
  );

  it('is one of several in a JSON object: one variable of the stack, with a check for each key', () => {
    const stack = bareStack();
    const of = (key: string) => ClientSecret.fromJsonVariable('app_secrets', key);
    new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret: of('billing') });
    new OidcWebApp(stack, 'wiki', {
      ...MINIMAL,
      label: 'Wiki',
      clientSecret: of('team/wiki'),
      tokenEndpointAuthMethod: 'client_secret_jwt',
    });
    expect(problemsOf(stack)).toEqual([]);
    const json = synthesized(stack);
    const check = (key: string, shortest: number) => {
      const secret = `jsondecode(var.app_secrets)["${key}"]`;
      return {
        condition: `\${try(length(${secret}) >= ${shortest} && length(${secret}) <= 100 && can(regex("^[ -~]+$", ${secret})), false)}`,
        error_message: `TF_VAR_app_secrets must be a JSON object that has ${shortest} to 100 printable ASCII characters for the key "${key}".`,
      };
    };
    expect(json.variable).toEqual({
      app_secrets: {
        type: 'string',
        sensitive: true,
        ephemeral: true,
        nullable: false,
        description: 'Client secrets that apps get when Okta creates them, as a JSON object.',
        validation: [check('billing', 14), check('team/wiki', 32)],
      },
    });
    expect(appAt(json, 'billing')).toMatchObject({
      client_basic_secret_wo: '${jsondecode(var.app_secrets)["billing"]}',
      client_basic_secret_wo_version: 1,
    });
    expect(appAt(json, 'wiki')).toMatchObject({
      client_basic_secret_wo: '${jsondecode(var.app_secrets)["team/wiki"]}',
    });
  });

  it('is refused when one app takes a variable as its secret that has a JSON object for another', () => {
    const stack = bareStack();
    new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret: ClientSecret.fromVariable('app_secrets') });
    const clientSecret = ClientSecret.fromJsonVariable('app_secrets', 'wiki');
    new OidcWebApp(stack, 'wiki', { ...MINIMAL, label: 'Wiki', clientSecret });
    expect(problemsOf(stack)).toEqual([
      '[dev/wiki] clientSecret must use a variable of its own, got "app_secrets"; choose another, dev/billing has it [environment/secret-variable-unique]',
    ]);
  });

  it('is not there when Okta makes the secret', () => {
    const stack = bareStack();
    new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret: ClientSecret.generatedByOkta() });
    const json = synthesized(stack);
    expect(json.variable).toBeUndefined();
    expect(appAt(json, 'billing')).not.toHaveProperty('client_basic_secret_wo');
  });

  it('keeps the value of TF_VAR_… out of the synthesized stack', () => {
    const canary = 'canary-4f1b2c-never-in-a-file';
    process.env['TF_VAR_billing_secret'] = canary;
    try {
      const stack = bareStack();
      new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret: ClientSecret.fromVariable('billing_secret') });
      expect(JSON.stringify(synthesized(stack))).not.toContain(canary);
    } finally {
      delete process.env['TF_VAR_billing_secret'];
    }
  });

  it('is refused as a value in the code, without being shown', () => {
    const stack = bareStack();
    const canary = 'canary-9d2e77-never-in-a-message';
    const clientSecret = canary as unknown as ClientSecret;
    new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret });
    expect(problemsOf(stack)).toEqual([
      '[dev/billing] clientSecret must be made by ClientSecret.generatedByOkta, fromVariable, fromJsonVariable or fromEphemeral, got "a string"; write one [props/type]',
    ]);
  });
});

describe('an initial client secret of an ephemeral resource', () => {
  const source = (name = 'okta/billing') => ({
    type: 'vault_kv_secret_v2',
    arguments: { mount: 'kv', name },
    attribute: 'data',
    key: 'client_secret',
  });
  const vault = { name: 'vault', source: 'hashicorp/vault', configuration: { address: 'https://vault.acme.dev' } };
  const settings = { environment: 'dev', preventDestroy: false, rules: {}, providers: [vault] };
  const billing = (stack: ReturnType<typeof bareStack>, id = 'billing', name?: string) =>
    new OidcWebApp(stack, id, { ...MINIMAL, label: id, clientSecret: ClientSecret.fromEphemeral(source(name)) });

  it('is a block that is checked, with the provider as the environment lists it', () => {
    const stack = bareStack('dev', settings);
    billing(stack);
    billing(stack, 'wiki', 'okta/${wiki}');
    expect(problemsOf(stack)).toEqual([]);
    const json = synthesized(stack) as ReturnType<typeof synthesized> & { ephemeral?: object };
    const lifecycle = (app: string) => ({
      postcondition: [
        {
          condition:
            '${try(length(self.data["client_secret"]) >= 14 && length(self.data["client_secret"]) <= 100 && can(regex("^[ -~]+$", self.data["client_secret"])), false)}',
          error_message: `The client secret of ${app} in the store must be 14 to 100 printable ASCII characters.`,
        },
      ],
    });
    expect(json.ephemeral).toEqual({
      vault_kv_secret_v2: {
        billing: { mount: 'kv', name: 'okta/billing', lifecycle: lifecycle('billing') },
        wiki: { mount: 'kv', name: 'okta/$${wiki}', lifecycle: lifecycle('wiki') },
      },
    });
    expect(appAt(json, 'billing')).toMatchObject({
      omit_secret: true,
      client_basic_secret_wo: '${ephemeral.vault_kv_secret_v2.billing.data["client_secret"]}',
      client_basic_secret_wo_version: 1,
    });
    expect(json.provider?.['vault']).toEqual([{ address: 'https://vault.acme.dev' }]);
    expect(json.terraform?.['required_providers']).toMatchObject({ vault: { source: 'hashicorp/vault' } });
    expect(json.variable).toBeUndefined();
  });

  it('leaves a provider alone that the stack has already', () => {
    class VaultProvider extends TerraformProvider {
      protected override synthesizeAttributes() {
        return { address: 'https://vault.acme.dev' };
      }
    }
    const stack = bareStack('dev', settings);
    billing(stack);
    const terraformGeneratorMetadata = { providerName: 'vault', providerVersion: '5.0.0' };
    new VaultProvider(stack, 'vault', {
      terraformResourceType: 'vault',
      terraformProviderSource: 'hashicorp/vault',
      terraformGeneratorMetadata,
    });
    expect(synthesized(stack).provider?.['vault']).toEqual([{ address: 'https://vault.acme.dev' }]);
  });

  it('is generated by the local org where the environment is on this machine', () => {
    const stack = bareStack('local', { ...settings, local: true });
    billing(stack);
    const json = synthesized(stack);
    expect(json).not.toHaveProperty('ephemeral');
    expect(json.provider).not.toHaveProperty('vault');
    expect(appAt(json, 'billing')).not.toHaveProperty('client_basic_secret_wo');
  });

  it('is refused from a provider that the environment does not list', () => {
    const stack = bareStack('dev', { ...settings, providers: [{ ...vault, types: ['data.vault_x'] }] });
    billing(stack);
    expect(problemsOf(stack)).toEqual([
      '[dev/billing] clientSecret.type must be served by a provider that the environment lists, got "vault_kv_secret_v2"; add the provider vault with its source to providers of the environment [client-secret/provider-listed]',
    ]);
  });

  it('is refused when two apps take the same entry', () => {
    const stack = bareStack('dev', settings);
    billing(stack);
    billing(stack, 'wiki');
    expect(problemsOf(stack)).toEqual([
      '[dev/wiki] clientSecret must use an entry of the store of its own, got "vault_kv_secret_v2"; choose another, dev/billing has it [environment/secret-variable-unique]',
    ]);
  });

  it.each([undefined, 'kP3-vT9_xW2qLm7RzYb5', {}])('%j in its place is a problem and no exception', (given) => {
    const stack = bareStack('dev', settings);
    const clientSecret = ClientSecret.fromEphemeral(given as never);
    new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret });
    const problems = problemsOf(stack);
    expect(problems.join()).toContain('[dev/billing] clientSecret');
    expect(problems.join()).not.toContain('kP3');
  });
});
