import { appChange, rawChange, rawPlan, SOUND_APP } from '../okta-apps/review/support/plan-json';
import { reviewOf, stackOf } from '../okta-apps/review/support/reviews';
import type { StackInput } from '../../okta-apps/review/review-input';

// threats.md, section 13: what is imported is no other stack's, and every URI that is sent for it is shown.

const ID = '0oa1billing000000000';
const IMPORT = [{ to: 'okta_app_oauth.web', id: ID }];
const code = (address: string, values: object, imports: readonly object[] = []) => {
  const [type = '', name = ''] = address.split('.');
  return { resource: { [type]: { [name]: values } }, ...(imports.length > 0 && { import: imports }) };
};
const APP = { label: 'Shop', client_id: 'shop-client', redirect_uris: ['https://shop.acme.dev/cb'] };

/** A stack whose change imports the app, and what the plan says of it. */
function importing(more: Partial<StackInput> = {}, values: object = {}): StackInput {
  const app = { ...SOUND_APP, label: 'Desk', client_id: 'desk-client', ...values };
  const json = rawPlan([rawChange('okta_app_oauth.web', app, app, { importing: { id: ID } })]);
  return stackOf(json, {
    stack: 'desk-prod',
    synthesized: { before: {}, after: code('okta_app_oauth.web', app, IMPORT) },
    ...more,
  });
}

function shop(more: Partial<StackInput>): StackInput {
  return { stack: 'shop-prod', environment: 'prod', production: true, ...more };
}

const blocks = (...stacks: readonly StackInput[]) =>
  reviewOf(stacks)
    .findings.filter(({ rule }) => rule === 'import/known-object')
    .map(
      ({ severity, stack, address, value }) =>
        `${severity} ${stack ?? ''} ${address ?? ''}: ${JSON.parse(value) as string}`,
    );

describe('an object that the environment has already', () => {
  test.each<[attack: string, stacks: readonly StackInput[], why: string]>([
    [
      'in the state of another stack',
      [importing(), stackOf(rawPlan([appChange({ id: ID }, { id: ID, label: 'x' })]), { stack: 'shop-prod' })],
      `okta_app_oauth.web of shop-prod has the ID ${ID} in its state`,
    ],
    [
      'in its own state under another address',
      [
        stackOf(
          rawPlan([
            rawChange('okta_app_oauth.web', SOUND_APP, SOUND_APP, { importing: { id: ID } }),
            rawChange('okta_app_oauth.old', { ...SOUND_APP, id: ID }, { ...SOUND_APP, id: ID, label: 'x' }),
          ]),
          { stack: 'desk-prod' },
        ),
      ],
      `okta_app_oauth.old of desk-prod has the ID ${ID} in its state`,
    ],
    [
      'that another stack of the base imports',
      [
        importing(),
        shop({ synthesized: { before: code('okta_app_oauth.a', {}, [{ to: 'okta_app_oauth.a', id: ID }]) } }),
      ],
      `okta_app_oauth.a of shop-prod imports ${ID}`,
    ],
    [
      'that another stack imports with a flag',
      [importing(), shop({ synthesized: { before: { import: { to: 'okta_app_oauth.a', id: `${ID}/skip_users` } } } })],
      `okta_app_oauth.a of shop-prod imports ${ID}/skip_users`,
    ],
    [
      'with the label of an app of the base',
      [importing({}, { label: 'Shop' }), shop({ synthesized: { before: code('okta_app_oauth.shop', APP) } })],
      'okta_app_oauth.shop of shop-prod has the label Shop',
    ],
    [
      'with the client ID of an app of the base',
      [
        importing({}, { client_id: 'shop-client' }),
        shop({ synthesized: { before: code('okta_app_oauth.shop', APP) } }),
      ],
      'okta_app_oauth.shop of shop-prod has the client_id shop-client',
    ],
    [
      'by its client ID',
      [importing(), shop({ synthesized: { before: code('okta_app_oauth.shop', { client_id: ID }) } })],
      `okta_app_oauth.shop of shop-prod has the client_id ${ID}`,
    ],
    [
      'in a change that no plan shows',
      [
        stackOf(rawPlan([]), {
          stack: 'desk-prod',
          synthesized: { after: code('okta_app_oauth.web', APP, IMPORT) },
        }),
        shop({ synthesized: { before: code('okta_app_oauth.shop', APP) } }),
      ],
      'okta_app_oauth.shop of shop-prod has the label Shop',
    ],
  ])('%s', (_, stacks, why) => {
    expect(blocks(...stacks)).toEqual([`block desk-prod okta_app_oauth.web: ${why}`]);
  });
});

describe('an object that only the console knew', () => {
  test.each<[everyday: string, stacks: readonly StackInput[]]>([
    [
      'of an environment with other apps',
      [importing(), shop({ synthesized: { before: code('okta_app_oauth.shop', APP) } })],
    ],
    [
      'with the label of an app in another environment',
      [
        importing({}, { label: 'Shop' }),
        {
          ...shop({ synthesized: { before: code('okta_app_oauth.shop', APP) } }),
          stack: 'shop-dev',
          environment: 'dev',
        },
      ],
    ],
    [
      'which the code already declares at this address, whose state was lost',
      [
        importing(
          { synthesized: { before: code('okta_app_oauth.web', APP), after: code('okta_app_oauth.web', APP, IMPORT) } },
          APP,
        ),
      ],
    ],
    [
      'whose label is an expression',
      [
        importing({}, { label: '${var.x}' }),
        shop({ synthesized: { before: code('okta_app_oauth.a', { label: '${var.x}' }) } }),
      ],
    ],
  ])('%s', (_, stacks) => {
    expect(blocks(...stacks)).toEqual([]);
  });

  test('is shown with every URI and grant that is sent for it', () => {
    const uris = Array.from({ length: 30 }, (_, at) => `https://desk.acme.dev/callback/${at}`);
    const { findings } = reviewOf([importing({}, { redirect_uris: uris, login_uri: 'https://desk.acme.dev/start' })]);
    const own = findings.filter(({ rule }) => rule === 'app/imported');
    expect(own.every(({ severity }) => severity === 'high')).toBe(true);
    const said = own.map(({ prop, value }) => `${prop} ${value}`);
    for (const uri of uris) expect(said).toContain(`redirect_uris "${uri}"`);
    expect(said).toEqual(
      expect.arrayContaining([
        `import "${ID}"`,
        'login_uri "https://desk.acme.dev/start"',
        'grant_types "authorization_code"',
      ]),
    );
  });

  test('is shown though the rehearsal could not plan it, and once it is imported no more', () => {
    const synthesized = {
      before: {},
      after: code('okta_group.staff', { name: 'Staff' }, [{ to: 'okta_group.staff', id: '00g1' }]),
    };
    const found = (more: StackInput['synthesized']) =>
      reviewOf([shop({ synthesized: more ?? {} })]).findings.map(
        ({ severity, rule, value }) => `${severity} ${rule} ${value}`,
      );
    expect(found(synthesized)).toEqual(['high import/other-object "00g1"']);
    expect(found({ before: synthesized.after, after: synthesized.after })).toEqual([]);
  });
});
