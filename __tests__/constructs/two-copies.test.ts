import * as cdktf from 'cdktf';
import * as constructs from 'constructs';
import type * as ClientSecrets from '../../constructs/client-secret';
import type * as OidcWebApps from '../../constructs/oidc-web-app';
import type * as OktaStacks from '../../constructs/okta-stack';
import type * as UsageErrors from '../../constructs/usage-error';
import { OidcWebApp } from '../../constructs/oidc-web-app';
import { OktaStack } from '../../constructs/okta-stack';
import { dev } from '../../env/dev';
import { runAsProgram, runSynthesize } from '../support/project';
import { MINIMAL } from '../support/synth-stack';

interface Copy {
  readonly ClientSecret: typeof ClientSecrets.ClientSecret;
  readonly OidcWebApp: typeof OidcWebApps.OidcWebApp;
  readonly OktaStack: typeof OktaStacks.OktaStack;
  readonly UsageError: typeof UsageErrors.UsageError;
}

/** The package once more, over the same framework, as two folders of a workspace can have it. */
function anotherCopy(): Copy {
  let copy: Copy | undefined;
  jest.doMock('cdktf', () => cdktf);
  jest.doMock('constructs', () => constructs);
  jest.isolateModules(() => {
    copy = {
      ...jest.requireActual<typeof ClientSecrets>('../../constructs/client-secret'),
      ...jest.requireActual<typeof OidcWebApps>('../../constructs/oidc-web-app'),
      ...jest.requireActual<typeof OktaStacks>('../../constructs/okta-stack'),
      ...jest.requireActual<typeof UsageErrors>('../../constructs/usage-error'),
    };
  });
  return copy!;
}

const copy = anotherCopy();
const props = (name: string) => ({ ...MINIMAL, label: name, redirectUris: [`https://${name}.acme.dev/callback`] });

describe('two copies of the package in one process', () => {
  it('are two', () => {
    expect(copy.OktaStack).not.toBe(OktaStack);
  });

  it("write what one writes: an app with the other's secret, in the other's stack", () => {
    const build = (Stack: typeof OktaStack, secret: ClientSecrets.ClientSecret) => (app: cdktf.App) => {
      new OidcWebApp(new Stack(app, 'wiki', dev), 'wiki', { ...props('wiki'), clientSecret: secret });
    };
    const other = copy.ClientSecret.fromVariable('wiki_secret');
    const run = runSynthesize({ environments: [dev], build: build(copy.OktaStack, other) });
    const { ClientSecret } = jest.requireActual<typeof ClientSecrets>('../../constructs/client-secret');
    const own = runSynthesize({
      environments: [dev],
      build: build(OktaStack, ClientSecret.fromVariable('wiki_secret')),
    });
    expect(own.exitCode).toBeUndefined();
    expect(Object.keys(own.files)).toContain('stacks/wiki-dev/cdk.tf.json');
    expect(run).toEqual(own);
  });

  it("show the other's UsageError as one message, without a stack", () => {
    const build = () => {
      throw new copy.UsageError('team must be known, got "x"; ask for it');
    };
    const { stderr, exitCode } = runSynthesize({ environments: [dev], build });
    expect({ stderr, exitCode }).toEqual({ stderr: 'error: team must be known, got "x"; ask for it\n', exitCode: 1 });
  });

  it('check and report an app with stacks of both once', () => {
    const run = runAsProgram(
      () => {
        const app = new cdktf.App();
        new OidcWebApp(new OktaStack(app, 'wiki', dev), 'wiki', props('wiki'));
        new copy.OidcWebApp(new copy.OktaStack(app, 'docs', dev), 'docs', props('docs'));
        app.synth();
      },
      { json: true },
    );
    expect(run.document).toMatchObject({ problems: [], stacks: ['wiki-dev', 'docs-dev'], warnings: [] });
    expect(Object.keys(run.files)).toContain('stacks/docs-dev/okta-apps.json');
  });
});
