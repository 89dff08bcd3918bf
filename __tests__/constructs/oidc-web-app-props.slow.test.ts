import { typeProblems } from '../support/type-check';

const PROPS = "label: 'Billing', redirectUris: ['https://billing.acme.dev/cb']";
const code = (more: string) => `
import type { OidcWebAppProps } from './constructs/oidc-web-app';
export const props: OidcWebAppProps = { ${PROPS}, ${more} };`;

describe('the compiler refuses what a web app may not have', () => {
  it.each([
    ["grantTypes: ['password']", `Type '"password"' is not assignable to type 'GrantType'.`],
    ["tokenEndpointAuthMethod: 'none'", `Type '"none"' is not assignable to type 'TokenEndpointAuthMethod'.`],
    ["status: 'DELETED'", `Type '"DELETED"' is not assignable to type '"ACTIVE" | "INACTIVE"'.`],
  ])('%s', (more, message) => {
    expect(typeProblems(code(more))).toEqual([message]);
  });

  it('and a secret in the code', () => {
    expect(typeProblems(code("clientSecret: 'text'"))).toEqual([
      "Type 'string' is not assignable to type 'ClientSecret'.",
    ]);
    expect(typeProblems(code('omitSecret: false'))[0]).toContain(
      "'omitSecret' does not exist in type 'OidcWebAppProps'",
    );
  });

  it('and takes what one may', () => {
    expect(typeProblems(code("grantTypes: ['authorization_code', 'refresh_token'] as const"))).toEqual([]);
  });
});
