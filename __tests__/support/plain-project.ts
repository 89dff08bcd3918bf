import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_TEAM } from '../../okta-apps/shared/app-files';
import type { StackManifest } from '../../okta-apps/shared/stack-manifest';

/** A stack of a plain project: what goes into its `cdk.tf.json`, and what its `okta-apps.json` says differently. */
export interface PlainStack {
  readonly terraform?: object;
  readonly manifest?: Partial<StackManifest>;
  readonly dependencies?: readonly string[];
  /** It is not of `OktaStack` and has no `okta-apps.json`. */
  readonly plain?: boolean;
  /** Texts of other files, by their path in the folder of the stack. */
  readonly files?: Readonly<Record<string, string>>;
}

/** An `okta-apps.json` of an environment `dev` in an Okta org. */
export function stackManifest(stack: string, different: Partial<StackManifest> = {}): StackManifest {
  return {
    version: 1,
    stack,
    environment: 'dev',
    production: false,
    local: false,
    org: { name: 'acme-dev', baseUrl: 'oktapreview.com' },
    approvals: 0,
    credentials: {
      plan: { type: 'api-token', tokenVariable: 'ACME_PLAN' },
      apply: { type: 'api-token', tokenVariable: 'ACME_APPLY' },
    },
    birthSecrets: [],
    rules: {},
    ...different,
  };
}

/** What a team edits here is one file. */
const CONTEXT = { colour: 'red', 'okta-apps': { team: ['stacks.json', ...DEFAULT_TEAM] } };

/** A program that writes the files of `stacks.json`, and a document where it is asked for one. */
const APP = `const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const files = JSON.parse(readFileSync('stacks.json', 'utf8'));
for (const [file, text] of Object.entries(files)) {
  const target = join(process.env.CDKTF_OUTDIR, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
const problems = [{ rule: 'app/label', severity: 'warning' }];
const { OKTA_APPS_DOCUMENT: document } = process.env;
if (document) writeFileSync(document, JSON.stringify({ problems, stacks: [] }));
`;

/**
 * Writes a project whose app is a few lines of JavaScript, so that tests need neither cdktf nor a compiler.
 *
 * @param app Another program in place of the one that writes `stacks`.
 * @returns Its folder, and a way to change its stacks.
 */
export function plainProject(
  parent: string,
  stacks: Readonly<Record<string, PlainStack>>,
  app = APP,
): { readonly folder: string; readonly change: (stacks: Readonly<Record<string, PlainStack>>) => void } {
  const folder = realpathSync(mkdtempSync(join(parent, 'project-')));
  const change = (next: Readonly<Record<string, PlainStack>>): void => {
    writeFileSync(join(folder, 'stacks.json'), JSON.stringify(assembly(next)));
  };
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'node app.js', context: CONTEXT }));
  writeFileSync(join(folder, 'app.js'), app);
  change(stacks);
  return { folder, change };
}

/** Writes an assembly without running anything. */
export function writeAssembly(outdir: string, stacks: Readonly<Record<string, PlainStack>>): void {
  for (const [file, text] of Object.entries(assembly(stacks))) {
    mkdirSync(join(outdir, file, '..'), { recursive: true });
    writeFileSync(join(outdir, file), text);
  }
}

/** What a synth writes: path below the output folder → text. */
function assembly(stacks: Readonly<Record<string, PlainStack>>): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const listed: Record<string, object> = {};
  for (const [
    name,
    { terraform = {}, manifest, dependencies = [], plain = false, files: others = {} },
  ] of Object.entries(stacks)) {
    const workingDirectory = `stacks/${name}`;
    const backend = { terraform: { backend: { local: { path: `../../../state/${name}.tfstate` } } } };
    files[`${workingDirectory}/cdk.tf.json`] = JSON.stringify({ ...backend, ...terraform });
    if (!plain) files[`${workingDirectory}/okta-apps.json`] = JSON.stringify(stackManifest(name, manifest));
    for (const [file, text] of Object.entries(others)) files[`${workingDirectory}/${file}`] = text;
    listed[name] = { name, constructPath: name, workingDirectory, annotations: [], dependencies };
  }
  return { ...files, 'manifest.json': JSON.stringify({ version: '0.21.0', stacks: listed }) };
}

/** A stack of one `terraform_data`, which every Terraform has built in. */
export function dataStack(inputs: Readonly<Record<string, unknown>>, more: object = {}): object {
  const resources = Object.entries(inputs).map(([name, input]) => [name, { input, ...more }]);
  return { resource: { terraform_data: Object.fromEntries(resources) as object } };
}

/** A stack of the environment on this machine with these apps; each label is the name of its app. */
export function localStack(apps: readonly string[], birthSecrets: StackManifest['birthSecrets'] = []): PlainStack {
  const resources = apps.map((name) => [
    name,
    {
      label: name,
      type: 'web',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: ['http://localhost:3000/callback'],
      skip_authentication_policy: true,
      omit_secret: true,
      ...birthSecrets
        .filter(({ address }) => address === `okta_app_oauth.${name}`)
        .map(({ variable, key }) => ({
          client_basic_secret_wo:
            key === undefined ? `\${var.${variable}}` : `\${jsondecode(var.${variable})["${key}"]}`,
          client_basic_secret_wo_version: 1,
        }))[0],
    },
  ]);
  return {
    manifest: { environment: 'local', local: true, org: { name: 'local', baseUrl: 'okta.test' }, birthSecrets },
    terraform: {
      terraform: {
        backend: { local: { path: '../../../.okta-local/state/shop-local.tfstate' } },
        required_providers: { okta: { source: 'okta/okta', version: '>= 6.9.0' } },
      },
      provider: { okta: [{ org_name: 'local', base_url: 'okta.test' }] },
      ...(birthSecrets.length > 0 && {
        variable: Object.fromEntries(
          birthSecrets.map(({ variable }) => [variable, { type: 'string', sensitive: true, ephemeral: true }]),
        ) as object,
      }),
      resource: { okta_app_oauth: Object.fromEntries(resources) as object },
    },
  };
}
