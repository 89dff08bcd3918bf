import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { adoptJson, type AdoptRun } from '../../../okta-apps/adopt/adopt-json';

const SCHEMA = join(__dirname, '../../../okta-apps/adopt/adopt.schema.json');
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

const shop = { id: '0oa1', label: 'Shop \u202e' };
const RUN: AdoptRun = {
  found: [
    {
      environment: 'prod',
      notes: ['Skipped 1 app that the code declares already: shop-prod/one'],
      apps: [
        { app: shop, flags: [{ kind: 'rotate-secret', message: 'Its client secret is in this state' }], obstacles: [] },
      ],
    },
  ],
  wanted: [{ label: shop.label, there: [{ environment: 'prod', props: {}, appId: '0oa1' }] }],
  refused: [{ environment: 'prod', app: { id: '0oa2', label: 'Phone' }, reasons: ['type is "native": web only'] }],
  origins: new Map([['prod', [{ id: 'tos1', origin: 'https://shop.acme.com' }]]]),
  left: new Map([[shop, ['Its trusted origin "http://a" ("tos2") stays as it is']]]),
  written: {
    team: 'shop',
    ids: ['shop'],
    files: [
      { name: 'env/prod.ts', text: 'b', before: 'a' },
      { name: 'stacks/shop-stack.ts', text: 'b' },
    ],
    waivers: new Map([
      ['prod', [{ rule: 'redirect-uri/https', address: 'okta_app_oauth.shop', reason: 'x', expires: '2027-02-25' }]],
    ]),
    isWhole: true,
  },
  isDry: false,
};

function documentOf(run: AdoptRun): unknown {
  const text = adoptJson(run);
  // A terminal may show it.
  expect(text).not.toContain('\u202e');
  const document: unknown = JSON.parse(text);
  validate(document);
  expect(validate.errors).toBeNull();
  return document;
}

test('apps, trusted origins, refusals, messages, waivers and files are in the document, by its schema', () => {
  expect(documentOf(RUN)).toEqual({
    kind: 'okta-apps adopt',
    version: 1,
    written: true,
    adopted: [
      {
        label: shop.label,
        address: 'okta_app_oauth.shop',
        apps: [{ environment: 'prod', stack: 'shop-prod', id: '0oa1' }],
      },
    ],
    trustedOrigins: [{ environment: 'prod', stack: 'origins-prod', id: 'tos1', origin: 'https://shop.acme.com' }],
    refused: [{ environment: 'prod', id: '0oa2', label: 'Phone', reasons: ['type is "native": web only'] }],
    messages: [
      { environment: 'prod', id: '0oa1', message: 'Its client secret is in this state' },
      { environment: 'prod', id: '0oa1', message: 'Its trusted origin "http://a" ("tos2") stays as it is' },
    ],
    notes: [{ environment: 'prod', message: 'Skipped 1 app that the code declares already: shop-prod/one' }],
    waivers: [
      { environment: 'prod', rule: 'redirect-uri/https', address: 'okta_app_oauth.shop', expires: '2027-02-25' },
    ],
    files: [
      { name: 'env/prod.ts', change: 'changed' },
      { name: 'stacks/shop-stack.ts', change: 'new' },
    ],
  });
});

test.each<[string, Partial<AdoptRun>]>([
  ['a dry run', { isDry: true }],
  ['nothing to adopt', { wanted: [], origins: new Map(), written: undefined }],
])('%s is not written', (_, changes) => {
  expect(documentOf({ ...RUN, ...changes })).toMatchObject({ written: false });
});
