import { TerraformVariable, type App } from 'cdktf';
import { OidcWebApp } from '../../constructs/oidc-web-app';
import { TrustedOrigins } from '../../constructs/trusted-origins';
import { dev } from '../../env/dev';
import type { Environment } from '../../constructs/environment';
import { OktaStack } from '../../constructs/okta-stack';
import { OriginsStack } from '../../constructs/origins-stack';
import { runSynthesize } from '../support/project';
import { MINIMAL, type SynthesizedStack } from '../support/synth-stack';

type Add = (stack: OktaStack) => void;

function runWith(environment: Environment, ...adds: readonly Add[]) {
  const build = (app: App, of: Environment) => {
    adds.forEach((add, index) => {
      add(new OktaStack(app, `team${index}`, of));
    });
    OriginsStack.addTo(app, of);
  };
  return runSynthesize({ environments: [environment], build });
}

function originsOf(run: ReturnType<typeof runWith>): unknown {
  const { resource } = JSON.parse(run.files['stacks/origins-dev/cdk.tf.json'] ?? '{}') as SynthesizedStack;
  return Object.fromEntries(
    Object.entries(resource?.['okta_trusted_origin'] ?? {}).map(([id, origin]) => {
      const { name, origin: text, scopes, active } = origin;
      return [id, { name, origin: text, scopes, active }];
    }),
  );
}

const app =
  (id: string, baseUris: readonly string[], scopes?: readonly ('CORS' | 'REDIRECT')[]): Add =>
  (stack) => {
    const label = `${stack.node.id} ${id}`;
    new OidcWebApp(stack, id, { ...MINIMAL, label, baseUris, ...(scopes && { baseUriScopes: scopes }) });
  };

describe('trusted origins', () => {
  it('are one per origin over all stacks of the environment, with the scopes that any asks for', () => {
    const explicit: Add = (stack) => {
      new TrustedOrigins(stack, 'origins', {
        origins: [{ origin: 'https://portal.acme.dev:8443', scopes: ['IFRAME_EMBED'], name: 'Portal' }],
      });
    };
    const run = runWith(
      dev,
      app('a', ['https://Shop.acme.dev/']),
      app('b', ['https://shop.acme.dev'], ['REDIRECT', 'CORS']),
      explicit,
    );
    expect(run.stderr).toBe('');
    expect(originsOf(run)).toEqual({
      'https-shop-acme-dev-5f9117e2': {
        name: 'https://shop.acme.dev',
        origin: 'https://shop.acme.dev',
        scopes: ['CORS', 'REDIRECT'],
        active: true,
      },
      'https-portal-acme-dev-8443-a8862463': {
        name: 'Portal',
        origin: 'https://portal.acme.dev:8443',
        scopes: ['IFRAME_EMBED'],
        active: true,
      },
    });
  });

  it('that Okta has already are imported by their ids', () => {
    const known: Add = (stack) => {
      const origins = [{ origin: 'https://shop.acme.dev', scopes: ['REDIRECT'], importFrom: 'tos1' }] as const;
      new TrustedOrigins(stack, 'known', { origins });
    };
    const run = runWith(dev, app('a', ['https://shop.acme.dev']), known);
    expect(JSON.parse(run.files['stacks/origins-dev/cdk.tf.json'] ?? '{}')).toMatchObject({
      import: [{ to: 'okta_trusted_origin.https-shop-acme-dev-5f9117e2', id: 'tos1' }],
    });
  });

  it('never get CORS without being asked', () => {
    const run = runWith(dev, app('a', ['https://shop.acme.dev']));
    expect(JSON.stringify(originsOf(run))).toContain('"scopes":["REDIRECT"]');
    expect(JSON.stringify(originsOf(run))).not.toContain('CORS');
  });

  it('have no stack when nothing asks for one', () => {
    expect(Object.keys(runWith(dev, app('a', [])).files)).not.toContain('stacks/origins-dev/cdk.tf.json');
  });

  it('are applied with a credential of their own', () => {
    const applyOrigins = { type: 'api-token', tokenVariable: 'ORIGINS_TOKEN' } as const;
    const environment = { ...dev, credentials: { ...dev.credentials, applyOrigins } };
    const run = runWith(environment, app('a', ['https://shop.acme.dev']));
    const manifest = JSON.parse(run.files['stacks/origins-dev/okta-apps.json'] ?? '') as { credentials: object };
    expect(manifest.credentials).toEqual({ plan: dev.credentials.plan, apply: applyOrigins, applyOrigins });
  });

  it('that clash are refused, and nothing is written', () => {
    const explicit =
      (name: string): Add =>
      (stack) => {
        new TrustedOrigins(stack, 'origins', { origins: [{ origin: 'https://a.acme.dev', scopes: ['CORS'], name }] });
      };
    const run = runWith(dev, explicit('One'), explicit('Two'));
    expect(run.stderr).toBe(
      'error: [dev team1-dev/origins] origins[0].name must be the name that team0-dev/origins gives https://a.acme.dev, got "Two"; write "One" [trusted-origin/name]\n' +
        '1 error: nothing was written. Each rule is explained in docs/rules.md.\n',
    );
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it('that only Terraform knows are refused: another stack could not have them', () => {
    const run = runWith(dev, (stack) => {
      const { stringValue, listValue } = new TerraformVariable(stack, 'v', {});
      const half = ['CORS', stringValue] as unknown as ['CORS'];
      new TrustedOrigins(stack, 'a', {
        origins: [
          { origin: stringValue, scopes: ['CORS'] },
          { origin: 'https://a.acme.dev', scopes: half, name: stringValue },
        ],
      });
      new TrustedOrigins(stack, 'b', { origins: listValue as unknown as [] });
      new OidcWebApp(stack, 'c', { ...MINIMAL, baseUris: ['https://c.acme.dev'], baseUriScopes: half });
    });
    const got = 'a value that only Terraform knows';
    const origin = `origins[0] must be an https origin, or an http one on localhost, 127.0.0.1 or [::1], got "${got}"; write scheme, host and port only, such as https://shop.example.org [trusted-origin/origin]`;
    const scopes = (found: string) =>
      `scopes must hold "CORS", "REDIRECT" or "IFRAME_EMBED", got ${found}; list what the org shall allow to the origin [trusted-origin/scopes]`;
    expect(run.stderr.split('\n')).toEqual([
      `error: [dev team0-dev/a] ${origin}`,
      `error: [dev team0-dev/a] origins[1].name must have 1 to 255 characters, got "${got}"; write a name, or leave it out [trusted-origin/name]`,
      `error: [dev team0-dev/a] origins[1].${scopes(`["CORS","${got}"]`)}`,
      `error: [dev team0-dev/b] ${origin}`,
      `error: [dev team0-dev/b] origins[0].${scopes('undefined')}`,
      `error: [dev team0-dev/c] baseUriScopes[1] must be a string, got "${got}"; write one [props/type]`,
      '6 errors: nothing was written. Each rule is explained in docs/rules.md.',
      '',
    ]);
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it.each([
    [
      { scopes: [Symbol('a'), Symbol('b')] },
      'origins[0].scopes must hold "CORS", "REDIRECT" or "IFRAME_EMBED", got ["a symbol","a symbol"]',
    ],
    [{ name: 5 }, 'origins[0].name must have 1 to 255 characters, got 5'],
  ])('with %o are refused, and are not left out without a word', (values, says) => {
    const run = runWith(dev, (stack) => {
      const origin = { origin: 'https://a.acme.dev', scopes: ['CORS'], ...values };
      new TrustedOrigins(stack, 'origins', { origins: [origin] as unknown as [] });
    });
    expect(run.stderr).toContain(`error: [dev team0-dev/origins] ${says};`);
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });

  it.each([
    [null, 'null'],
    [[5], '5'],
  ])('that are no list of objects are refused: %j', (origins, got) => {
    const run = runWith(dev, (stack) => {
      new TrustedOrigins(stack, 'origins', { origins: origins as unknown as [] });
    });
    expect(run.stderr).toContain(
      `error: [dev team0-dev/origins] origins[0] must be an https origin, or an http one on localhost, 127.0.0.1 or [::1], got ${got};`,
    );
    expect(run).toMatchObject({ exitCode: 1, files: {} });
  });
});
