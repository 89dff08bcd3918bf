import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { ClientSecret, OidcWebApp } from '../../../constructs/oidc-web-app';
import { dev } from '../../../env/dev';
import { OktaStack } from '../../../constructs/okta-stack';
import { MINIMAL } from '../../support/synth-stack';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

function stackOf(add: (stack: OktaStack) => void): OktaStack {
  const stack = new OktaStack(new App({ stackTraces: false, outdir: folder.path }), 'billing', dev);
  add(stack);
  return stack;
}

const STACKS: readonly (readonly [string, (stack: OktaStack) => void])[] = [
  ['no app', () => undefined],
  [
    'literal apps',
    (stack) => {
      for (const id of ['a', 'b']) new OidcWebApp(stack, id, MINIMAL);
    },
  ],
  [
    'an app with a token',
    (stack) => {
      const { stringValue } = new TerraformVariable(stack, 'label', {});
      new OidcWebApp(stack, 'a', { ...MINIMAL, label: stringValue });
      new OidcWebApp(stack, 'b', MINIMAL);
    },
  ],
  [
    'an initial client secret and an output',
    (stack) => {
      const app = new OidcWebApp(stack, 'a', { ...MINIMAL, clientSecret: ClientSecret.fromVariable('a_secret') });
      new TerraformOutput(stack, 'id', { value: app.clientId });
    },
  ],
  [
    'an app with a declared move, and one that is imported',
    (stack) => {
      new OidcWebApp(stack, 'renamed', { ...MINIMAL, assignTo: { groups: ['00gstaff'] } }).movedFrom('old');
      const imported = new OidcWebApp(stack, 'imported', { ...MINIMAL, label: 'Imported' });
      imported.importFrom('0oa1234567890abcdefg');
    },
  ],
  [
    'an override on the stack',
    (stack) => {
      new OidcWebApp(stack, 'a', MINIMAL);
      stack.addOverride('resource.okta_app_oauth.a.label', 'Overridden');
    },
  ],
];

describe('a declared move', () => {
  it('is written for the app and for its groups', () => {
    const stack = stackOf((all) => {
      new OidcWebApp(all, 'renamed', { ...MINIMAL, assignTo: { groups: ['00gstaff'] } }).movedFrom('old');
    });
    expect(stack.toTerraform()).toMatchObject({
      moved: [
        { from: 'okta_app_oauth.old', to: 'okta_app_oauth.renamed' },
        { from: 'okta_app_group_assignments.old', to: 'okta_app_group_assignments.renamed' },
      ],
    });
  });
});

describe('an app that Okta has already', () => {
  it('is imported by its id', () => {
    const stack = stackOf((all) => {
      new OidcWebApp(all, 'known', MINIMAL).importFrom('0oa1234567890abcdefg');
    });
    expect(stack.toTerraform()).toMatchObject({
      import: [{ to: 'okta_app_oauth.known', id: '0oa1234567890abcdefg' }],
      resource: { okta_app_oauth: { known: { label: MINIMAL.label } } },
    });
  });
});

describe('an OktaStack synthesizes as CDKTF does', () => {
  it.each(STACKS)('%s', (_, add) => {
    const stack = stackOf(add);
    const theirs: unknown = TerraformStack.prototype.toTerraform.call(stack);
    expect(JSON.parse(JSON.stringify(stack.toTerraform()))).toEqual(JSON.parse(JSON.stringify(theirs)));
  });
});
