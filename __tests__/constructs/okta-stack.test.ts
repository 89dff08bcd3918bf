import { Annotations, App, Testing, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { Environment } from '../../constructs/environment';
import { OidcWebApp, type OidcWebAppProps } from '../../constructs/oidc-web-app';
import { OktaStack } from '../../constructs/okta-stack';
import { dev } from '../../env/dev';
import { local } from '../../env/local';
import { prod } from '../../env/prod';
import { buildApp } from '../../stacks/build-app';
import { runAsProgram, runSynthesize, type SynthRun } from '../support/project';
import { MINIMAL } from '../support/synth-stack';

const LONG_LABEL = { label: 'x'.repeat(101) };

/** One stack of one app. */
function team(
  scope: Construct,
  environment: Environment,
  name: string,
  props: Partial<OidcWebAppProps> = {},
): OktaStack {
  const stack = new OktaStack(scope, name, environment);
  const redirectUris = [`https://${name}-${environment.name}.acme.dev/callback`];
  new OidcWebApp(stack, name, { ...MINIMAL, label: name, redirectUris, ...props });
  return stack;
}

/** `app.synth()`, and what it threw. */
function runSynth(build: (app: App) => void, options: { json?: boolean; skipValidation?: boolean } = {}) {
  let thrown: unknown;
  const run = runAsProgram(() => {
    const app = new App(options.skipValidation === true ? { skipValidation: true } : {});
    build(app);
    try {
      app.synth();
    } catch (error) {
      thrown = error;
    }
  }, options);
  return { ...run, thrown };
}

const names = ({ files }: SynthRun) => Object.keys(files).sort();

describe('app.synth()', () => {
  it.each([
    ['one environment', [dev]],
    ['several environments', [dev, prod]],
    ['a local one among them', [local, dev]],
  ])('writes byte for byte what synthesize() writes: %s', (_, environments) => {
    const wanted = environments.map(({ name }) => name).join();
    const expected = runSynthesize({ environments, wanted, build: buildApp });
    const run = runSynth((app) => {
      for (const environment of environments) buildApp(app, environment);
    });
    expect(run.files).toEqual(expected.files);
    expect(names(run)).toContain(`stacks/storefront-${environments[0]?.name ?? ''}/okta-apps.json`);
    expect(run).toMatchObject({ thrown: undefined, exitCode: undefined, stderr: expected.stderr, stdout: '' });
  });

  it('prints what synthesize() prints, ends with 1 and writes no file, not even of an earlier stack', () => {
    const build = (app: App, environment: Environment) => {
      team(app, environment, 'first');
      team(app, environment, 'second', LONG_LABEL);
    };
    const expected = runSynthesize({ environments: [dev, prod], build });
    const run = runSynth((app) => {
      build(app, dev);
      build(app, prod);
    });
    expect(expected.stderr).toMatch(/^error: \[dev, prod\] .*\n1 error: nothing was written\./);
    expect(run).toMatchObject({ stderr: expected.stderr, exitCode: 1, files: {} });
    expect(run.thrown).toMatchObject({ name: 'SynthesisError', message: expected.stderr.trimEnd(), stack: '' });
  });

  it.each([
    ['problems', LONG_LABEL],
    ['none', {}],
  ])('gives a program the document that synthesize() gives: %s', (_, props) => {
    const build = (app: App, environment: Environment) => {
      team(app, environment, 'billing', props);
    };
    const expected = runSynthesize({ environments: [dev], build, json: true });
    const run = runSynth(
      (app) => {
        build(app, dev);
      },
      { json: true },
    );
    expect(run.document).toMatchObject({ warnings: [] });
    expect(run).toMatchObject({ document: expected.document, stdout: '', stderr: '', exitCode: expected.exitCode });
  });

  it('checks each environment with its own data and compares them', () => {
    const run = runSynth((app) => {
      team(app, dev, 'billing', { redirectUris: ['https://shop.dev.harborgoods.net/callback'] });
      team(app, prod, 'billing', { redirectUris: ['https://shop.dev.harborgoods.net/callback'] });
    });
    expect(run.stderr).toMatch(/^error: \[prod billing-prod\/billing\] redirectUris\[0\] must/);
    expect(run.stderr).not.toContain('[dev ');
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it('does so too where the stacks are in a construct of their own', () => {
    const run = runSynth((app) => {
      team(new Construct(app, 'teams'), dev, 'billing', LONG_LABEL);
    });
    expect(run.stderr).toContain('error: [dev teams/billing-dev/billing] label must');
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it('leaves a stack of another kind alone, and writes it only when all is well', () => {
    const build = (props: Partial<OidcWebAppProps>) => (app: App) => {
      new TerraformStack(app, 'plain');
      team(app, dev, 'billing', props);
    };
    expect(names(runSynth(build({})))).toEqual([
      'manifest.json',
      'stacks/billing-dev/cdk.tf.json',
      'stacks/billing-dev/okta-apps.json',
      'stacks/billing-dev/okta-apps.places.json',
      'stacks/plain/cdk.tf.json',
    ]);
    expect(runSynth(build(LONG_LABEL))).toMatchObject({ exitCode: 1, files: {} });
  });

  it.each<[string, (app: App) => unknown]>([
    [
      '[late-dev] a check of the team',
      (app) => {
        team(app, dev, 'late').node.addValidation({ validate: () => ['a check of the team'] });
      },
    ],
    [
      'App-level validation failed with the following errors:\n  of the app',
      (app) => {
        app.node.addValidation({ validate: () => ['of the app'] });
      },
    ],
  ])('writes no file when something else is wrong: %s', (says, add) => {
    const { thrown, files } = runSynth((app) => {
      team(app, dev, 'early');
      add(app);
    });
    expect((thrown as Error).message).toContain(says);
    expect(files).toEqual({});
  });

  it('has what Annotations say among its problems, once and without a stack', () => {
    const build = (level: 'addWarning' | 'addError') => (app: App, environment: Environment) => {
      team(app, environment, 'early');
      Annotations.of(team(app, environment, 'late').node.findChild('late'))[level]('ask the owner');
    };
    const warned = runSynth((app) => build('addWarning')(app, dev));
    expect(warned).toMatchObject({ thrown: undefined, stderr: 'warning: [dev late-dev/late] ask the owner\n' });
    expect(names(warned)).toContain('stacks/late-dev/cdk.tf.json');
    const refused = runSynth((app) => build('addError')(app, dev));
    const text =
      'error: [dev late-dev/late] ask the owner\n' +
      '1 error: nothing was written. Each rule is explained in docs/rules.md.\n';
    expect(refused).toMatchObject({ stderr: text, exitCode: 1, files: {} });
    expect((refused.thrown as Error).stack).toBe('');
    expect(runSynthesize({ environments: [dev], build: build('addError') })).toMatchObject({ stderr: text, files: {} });
    const { document } = runSynthesize({ environments: [dev], build: build('addWarning'), json: true });
    const message = { environment: 'dev', app: 'late-dev/late', rule: 'annotation/warning', message: 'ask the owner' };
    expect(document).toMatchObject({ problems: [message], stacks: ['early-dev', 'late-dev'] });
  });

  it('is refused with skipValidation too, which leaves out the checks of the team', () => {
    const build = (props: Partial<OidcWebAppProps>) => (app: App) => {
      team(app, dev, 'billing', props).node.addValidation({ validate: () => ['a check of the team'] });
    };
    expect(runSynth(build({}), { skipValidation: true })).toMatchObject({ thrown: undefined, exitCode: undefined });
    expect(runSynth(build(LONG_LABEL), { skipValidation: true })).toMatchObject({ exitCode: 1, files: {} });
  });

  it('checks again when it is called again', () => {
    const run = runAsProgram(() => {
      const app = new App();
      const stack = team(app, dev, 'billing');
      app.synth();
      new OidcWebApp(stack, 'second', { ...MINIMAL, ...LONG_LABEL });
      expect(() => {
        app.synth();
      }).toThrow('label must have 1 to 100 characters');
    });
    expect(run.stderr).toContain('1 error: nothing was written.');
    expect(run.files['stacks/billing-dev/cdk.tf.json']).not.toContain('second');
  });

  it('writes once what was wrong is fixed', () => {
    const run = runAsProgram(() => {
      const app = new App();
      const stack = team(app, dev, 'billing');
      new OidcWebApp(stack, 'second', { ...MINIMAL, ...LONG_LABEL });
      expect(() => {
        app.synth();
      }).toThrow('label must have');
      stack.node.tryRemoveChild('second');
      app.synth();
    });
    expect(names(run)).toContain('stacks/billing-dev/okta-apps.json');
  });

  it('checks one app at a time', () => {
    const run = runAsProgram(() => {
      const broken = new App();
      const whole = new App();
      team(broken, dev, 'billing', LONG_LABEL);
      team(whole, dev, 'billing');
      whole.synth();
      expect(() => {
        broken.synth();
      }).toThrow('label must have');
    });
    expect(run.files['stacks/billing-dev/cdk.tf.json']).not.toContain('xxx');
  });

  it('lets a later Testing.synth find what is wrong by then', () => {
    runAsProgram(() => {
      const app = new App();
      const stack = team(app, dev, 'billing');
      app.synth();
      new OidcWebApp(stack, 'second', { ...MINIMAL, ...LONG_LABEL });
      expect(() => Testing.synth(stack, true)).toThrow('label must have 1 to 100 characters');
    });
  });
});
