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
      '[dev/billing] clientSecret must be made by ClientSecret.generatedByOkta, ClientSecret.fromVariable or ClientSecret.fromJsonVariable, got "a string"; write one [props/type]',
    ]);
  });
});
