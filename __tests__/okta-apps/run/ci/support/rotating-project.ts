import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretSettings, SecretSink } from '../../../../../okta-apps/shared/secret-settings';
import type { StackManifest } from '../../../../../okta-apps/shared/stack-manifest';
import { plainProject, type PlainStack } from '../../../../support/plain-project';

/** A sink of each type that a CI job can hand a secret to. */
export const SINKS = {
  aws: { type: 'aws-secrets-manager', region: 'eu-central-1', name: 'okta/{environment}/{app}' },
  vault: { type: 'vault-kv-v2', address: 'https://vault.acme.dev', mount: 'secret', path: 'okta/{app}' },
  github: { type: 'github-actions', repository: 'acme/{app}' },
  exec: { type: 'exec', write: ['./tools/store-secret', '--quiet'], variables: ['STORE_TOKEN'] },
} as const satisfies Readonly<Record<string, SecretSink>>;

export const ROTATE_CREDENTIAL = { type: 'api-token', tokenVariable: 'OKTA_PROD_ROTATE_TOKEN' } as const;

/** A stack of production with the apps `shop` and `desk`, whose secrets are due after 90 days. */
export function rotatingStack(secrets: SecretSettings, different: Partial<StackManifest> = {}): PlainStack {
  const apps = { shop: { label: 'Shop' }, desk: { label: 'Desk' } };
  return {
    terraform: { terraform: { backend: { s3: { bucket: 'b' } } }, resource: { okta_app_oauth: apps } },
    manifest: {
      environment: 'prod',
      production: true,
      approvals: 1,
      credentials: {
        plan: { type: 'api-token', tokenVariable: 'OKTA_PROD_PLAN_TOKEN' },
        apply: { type: 'api-token', tokenVariable: 'OKTA_PROD_APPLY_TOKEN' },
        rotate: ROTATE_CREDENTIAL,
      },
      secrets: { maxAge: 90, ...secrets },
      ...different,
    },
  };
}

/** Production hands secrets to Vault and AWS, development to a command and GitHub; nothing is due in `qa`. */
export const ROTATING: Readonly<Record<string, PlainStack>> = {
  'shop-prod': rotatingStack({ sink: SINKS.aws, sinks: { desk: SINKS.vault } }),
  'shop-dev': rotatingStack(
    { sink: SINKS.exec, sinks: { desk: { ...SINKS.github, repository: 'acme/desk' } } },
    { environment: 'dev', production: false, approvals: 0 },
  ),
  'shop-qa': rotatingStack({}, { environment: 'qa', approvals: 0, secrets: { sink: SINKS.aws } }),
};

/** A project that has the tool as a package and a command of a sink as a file. */
export function rotatingProject(parent: string, stacks = ROTATING) {
  const project = plainProject(parent, stacks);
  const put = (name: string, text: string): void => {
    writeFileSync(join(project.folder, name), text);
  };
  const packages = { '': {}, 'node_modules/okta-oidc-cdktf': { version: '0.1.0', integrity: 'sha512-AAAA' } };
  put('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }));
  put('package.json', JSON.stringify({ name: 'apps' }));
  mkdirSync(join(project.folder, 'tools'));
  put('tools/store-secret', '#!/bin/sh\ncat > stored.json\n');
  return { ...project, put };
}
