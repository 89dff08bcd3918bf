import { differingOmissions } from '../../../okta-apps/rehearsal/omissions';
import type { JsonObject } from '../../../okta-apps/shared/json';
import { oktaDocument } from '../../support/okta-document';

/** Places that differ when these parts are added, are changed from `base`, or are removed. */
function differing(part: JsonObject, base: JsonObject = {}): readonly (readonly string[])[] {
  const [without, before, after, same] = [
    documentWith({}),
    documentWith(base),
    documentWith(part),
    documentWith(part, 'B'),
  ];
  return [
    differingOmissions(without, after),
    differingOmissions(before, after),
    differingOmissions(after, without),
    differingOmissions(after, same),
  ];
}

function documentWith({ resource, ...rest }: JsonObject, label = 'A'): JsonObject {
  return { ...oktaDocument({ web: { label } }, { resource }), ...rest };
}

test.each<[string, JsonObject, JsonObject, string]>([
  [
    'a resource of another provider',
    { resource: { aws_iam_role: { deploy: { name: 'b' } } } },
    { resource: { aws_iam_role: { deploy: { name: 'a' } } } },
    'aws_iam_role.deploy',
  ],
  [
    'a resource of Okta that the local provider does not serve',
    { resource: { okta_brand: { b: { name: 'b' } } } },
    { resource: { okta_brand: { b: { name: 'a' } } } },
    'okta_brand.b',
  ],
  [
    'a module',
    { module: { net: { source: './assets/net/2' } } },
    { module: { net: { source: './assets/net/1' } } },
    'module.net',
  ],
  [
    'a data source',
    { data: { aws_ssm_parameter: { p: { name: 'b' } } } },
    { data: { aws_ssm_parameter: { p: { name: 'a' } } } },
    'data.aws_ssm_parameter.p',
  ],
  [
    'an ephemeral resource',
    { ephemeral: { vault_kv_secret_v2: { s: { name: 'b' } } } },
    { ephemeral: { vault_kv_secret_v2: { s: { name: 'a' } } } },
    'ephemeral.vault_kv_secret_v2.s',
  ],
  [
    'a check with a data source',
    { check: { up: { data: { http: { u: { url: 'b' } } } } } },
    { check: { up: { data: { http: { u: { url: 'a' } } } } } },
    'check.up',
  ],
  [
    'a setting of Terraform',
    { terraform: { backend: { s3: { key: 'b' } } } },
    { terraform: { backend: { s3: { key: 'a' } } } },
    'terraform.backend',
  ],
  [
    'the settings of a provider',
    { provider: { okta: [{ org_name: 'b' }] } },
    { provider: { okta: [{ org_name: 'a' }] } },
    'provider.okta',
  ],
  [
    'a removed block of another provider',
    { removed: [{ from: 'aws_iam_role.a', lifecycle: { destroy: true } }] },
    { removed: [{ from: 'aws_iam_role.a', lifecycle: { destroy: false } }] },
    'removed aws_iam_role.a',
  ],
  ['a section that is not known', { action: { b: {} } }, { action: { a: {} } }, 'action'],
])('%s that is added, changed or removed is named; one that stays is not', (_, part, base, place) => {
  const [added, changed, removed, same] = differing(part, base);
  expect({ added, changed, removed, same }).toEqual({ added: [place], changed: [place], removed: [place], same: [] });
});

test('a file of an app and what runs a command are named', () => {
  const [before, after] = ['./a.png', './b.png'].map((logo) =>
    oktaDocument({ web: { logo, provisioner: [{ logo }] } }),
  );
  expect(differingOmissions(before, after)).toEqual(['okta_app_oauth.web.logo', 'okta_app_oauth.web.provisioner']);
});

test('what a rehearsal plans, where in the code something is, and the settings of a new stack are not named', () => {
  const at = (line: number) => ({ metadata: { path: `shop/${line}` } });
  const role = (line: number) => ({ resource: { aws_iam_role: { deploy: { '//': at(line) } } }, '//': at(line) });
  const output = { output: { id: { value: '${okta_app_oauth.web.id}' } }, variable: { x: { default: 1 } } };
  const [before, after] = [
    oktaDocument({ web: {} }, role(1)),
    oktaDocument({ web: { label: 'B' } }, { ...role(2), ...output }),
  ];
  expect(differingOmissions(before, after)).toEqual([]);
  expect(differingOmissions(undefined, documentWith({ terraform: { backend: {} } }))).toEqual([]);
  expect(differingOmissions(undefined, after)).toEqual(['aws_iam_role.deploy']);
});
