import { DataOktaGroup } from '@cdktf/provider-okta/lib/data-okta-group';
import { TerraformVariable } from 'cdktf';
import { ClientSecret, OidcWebApp } from '../../../constructs/oidc-web-app';
import { bareStack, MINIMAL, problemsOf } from '../../support/synth-stack';

describe('a bare stack', () => {
  it('tells each problem once, at the app that has it', () => {
    const stack = bareStack();
    const props = { ...MINIMAL, clientId: 'billing-web', clientSecret: ClientSecret.fromVariable('billing_secret') };
    new OidcWebApp(stack, 'first', props);
    new OidcWebApp(stack, 'second', { ...props, redirectUris: ['http://billing.acme.dev/cb'] });
    expect(problemsOf(stack)).toEqual([
      '[dev/second] clientId must be the client id of one app only, got "billing-web"; choose another, dev/first has it [environment/client-id-unique]',
      '[dev/second] clientSecret must use a variable of its own, got "billing_secret"; choose another, dev/first has it [environment/secret-variable-unique]',
      '[dev/second] label must be the label of one app only, got "Billing"; choose another, dev/first has it [environment/label-unique]',
      '[dev/second] redirectUris[0] must use https, or http on localhost, 127.0.0.1 or [::1], got "http://billing.acme.dev/cb"; write https [redirect-uri/https]',
    ]);
  });

  it('tells them again when it is synthesized again, and no more once they are fixed', () => {
    const stack = bareStack();
    new OidcWebApp(stack, 'first', MINIMAL);
    expect(problemsOf(stack)).toEqual([]);
    new OidcWebApp(stack, 'second', MINIMAL);
    const once = problemsOf(stack);
    expect(once).toHaveLength(1);
    expect(problemsOf(stack)).toEqual(once);
  });

  it('refuses a variable or a data source at the address of one that an app needs', () => {
    const stack = bareStack();
    const clientSecret = ClientSecret.fromVariable('billing_secret');
    new OidcWebApp(stack, 'billing', { ...MINIMAL, clientSecret, assignTo: { groups: ['Staff'] } });
    new TerraformVariable(stack, 'billing_secret', {});
    new DataOktaGroup(stack, 'Staff', { name: 'Others' });
    expect(problemsOf(stack)).toEqual([
      '[dev] id must give an address of its own, got "Staff"; choose another, dev/group:Staff gets data.okta_group.Staff too [address/unique]',
      '[dev] id must give an address of its own, got "billing_secret"; choose another, dev/billing/ClientSecret gets var.billing_secret too [address/unique]',
    ]);
  });
});
