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
      '[dev/billing] clientSecret must be made by ClientSecret.generatedByOkta or ClientSecret.fromVariable, got "a string"; write one [props/type]',
    ]);
  });
});
