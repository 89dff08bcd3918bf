import type { TerraformVariable } from 'cdktf';
import type { OidcWebAppProps } from '../../constructs/oidc-web-app';
import { attributesWith } from '../support/synth-stack';

const profileWith = (props: (v: TerraformVariable) => Partial<OidcWebAppProps>) => attributesWith(props)['profile'];

test('who owns an app is kept in its profile, beside that of the team', () => {
  expect(profileWith(() => ({ owner: 'Payments', contact: '#payments', criticality: 'high' }))).toBe(
    '{"okta-apps":{"owner":"Payments","contact":"#payments","criticality":"high"}}',
  );
  expect(profileWith(() => ({ owner: 'Payments', profile: { tier: 2 } }))).toBe(
    '{"tier":2,"okta-apps":{"owner":"Payments"}}',
  );
  expect(profileWith(() => ({}))).toBeUndefined();
});

test('a text that looks like a template stays a text', () => {
  expect(profileWith(() => ({ owner: 'a${b}' }))).toBe('{"okta-apps":{"owner":"a$${b}"}}');
  expect(profileWith((v) => ({ owner: 'a${b}', profile: { team: v.stringValue } }))).toBe(
    '${jsonencode({"team" = var.v, "okta-apps" = {"owner" = "a$${b}"}})}',
  );
});

test('Terraform merges it into a profile that only it knows', () => {
  expect(profileWith((v) => ({ owner: 'A', profile: v.value as Record<string, unknown> }))).toBe(
    '${jsonencode(merge(var.v, {"okta-apps" = {"owner" = "A"}}))}',
  );
});
