import { join } from 'node:path';
import { APP_FIELDS } from '../../../../../okta-apps/local/provider/resources/app-oauth-attributes';
import { PROVIDER_SCHEMA } from '../../../../../okta-apps/local/provider/configure';
import { validateConfig } from '../../../../../okta-apps/local/provider/sdk/validate';
import { UNKNOWN, type ObjectValue } from '../../../../../okta-apps/local/provider/sdk/value';

const conflict = (name: string, other: string): [string, string, string[]] => [
  'Conflicting configuration arguments',
  `"${name}": conflicts with ${other}`,
  [name],
];

it.each<[ObjectValue, unknown[]]>([
  [{ label: 'x', skip_authentication_policy: true, authentication_policy: null }, []],
  [
    { skip_authentication_policy: false, authentication_policy: 'rst1' },
    [conflict('skip_authentication_policy', 'authentication_policy')],
  ],
  [{ skip_authentication_policy: true, authentication_policy: UNKNOWN }, []],
  [
    { response_types: ['code', 'password'] },
    [
      [
        'expected response_types.1 to be one of ["code" "token" "id_token"], got password',
        undefined,
        ['response_types'],
      ],
    ],
  ],
  [
    { network: [{ connection: 'OFFICE', include: null, exclude: null }] },
    [
      [
        'expected network.0.connection to be one of ["ANYWHERE" "ZONE"], got OFFICE',
        undefined,
        ['network', 0, 'connection'],
      ],
    ],
  ],
  [{ admin_note: 'ä'.repeat(250) }, []],
  [{ admin_note: 'ä'.repeat(251) }, [['[{{} admin_note}] cannot be longer than 250 runes', undefined, ['admin_note']]]],
  [
    { profile: '{' },
    [['[{{} "profile"}] contains an invalid JSON: unexpected end of JSON input', undefined, ['profile']]],
  ],
  [{ refresh_token_leeway: 1.5 }, [['Attribute must be a whole number, got 1.5', undefined, ['refresh_token_leeway']]]],
  [
    { logo: '/no/such/file.png' },
    [["invalid '/no/such/file.png' file: stat /no/such/file.png: no such file or directory", undefined, ['logo']]],
  ],
  [{ logo: join(__dirname, 'validate.test.ts') }, []],
  [{ profile: UNKNOWN, response_types: [UNKNOWN, 'x'] }, []],
])('says about %j', (config, said) => {
  const found = validateConfig(APP_FIELDS, config);
  expect(found.map(({ summary, detail, path }) => [summary, detail, path])).toEqual(said);
});

it('warns of the deprecated groups claim, also when its value is not known yet', () => {
  const claim = { type: 'FILTER', filter_type: UNKNOWN, name: 'groups', value: 'x', issuer_mode: null };
  const [warning, ...others] = validateConfig(APP_FIELDS, { groups_claim: [claim] });
  expect(others).toEqual([]);
  expect(warning).toMatchObject({ severity: 'warning', summary: 'Argument is deprecated', path: ['groups_claim'] });
});

it('refuses two kinds of credential in a provider block', () => {
  const found = validateConfig(PROVIDER_SCHEMA.fields, { api_token: 'a', private_key: 'k' });
  expect(found.map(({ detail }) => detail)).toEqual([
    '"api_token": conflicts with private_key',
    '"private_key": conflicts with api_token',
  ]);
});
