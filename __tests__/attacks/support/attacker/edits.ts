import { rmSync, renameSync, symlinkSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { documentDigest } from '../../../../okta-apps/document/canonical-text';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import type { Edit } from './edit';
import { orgEdit, outputEdit, stateEdit } from './edits-elsewhere';
import { mutated, mutation, type Mutation } from './mutation';
import { STACK, type Target } from './world';

const DOCUMENT = `stacks/${STACK}/cdk.tf.json`;
const MANIFEST = `stacks/${STACK}/okta-apps.json`;

/** Changes a file that the synth writes: both what it will write and what it has written. */
function editSynthesized(target: Target, file: string, edit: (value: JsonObject) => unknown): JsonObject {
  const files = JSON.parse(target.read('stacks.json')) as Record<string, string>;
  const value = edit(JSON.parse(files[file] as string) as JsonObject) as JsonObject;
  const text = JSON.stringify(value);
  target.write('stacks.json', JSON.stringify({ ...files, [file]: text }));
  target.write(`cdktf.out/${file}`, text);
  return value;
}

function editJson(target: Target, file: string, by: Mutation): void {
  target.write(file, JSON.stringify(mutated(JSON.parse(target.read(file)) as JsonObject, by)));
}

/** The document itself, and the digest file says that this one was reviewed: the hash of the document stops nothing. */
const documentEdit = mutation.map((by): Edit => ({
  what: `document: ${by.text}`,
  apply: (target) => {
    const now = editSynthesized(target, DOCUMENT, (document) => mutated(document, by));
    const reviewed = JSON.parse(target.read('reviewed.json')) as { digests: { stack: string }[] };
    const digests = reviewed.digests.map((one) =>
      one.stack === STACK ? { ...one, synthesized: documentDigest(now) } : one,
    );
    target.write('reviewed.json', JSON.stringify({ ...reviewed, digests }));
  },
}));

const EVIL = 'https://evil.example.org/callback';
const OVERRIDES: readonly JsonObject[] = [
  { resource: { okta_app_oauth: { shop: { redirect_uris: [EVIL] } } } },
  { resource: { okta_app_oauth: { billing: { redirect_uris: [EVIL] } } } },
  { resource: { okta_app_oauth: { evil: { label: 'Evil', type: 'web', redirect_uris: [EVIL] } } } },
  { locals: { host: 'evil.example.org' } },
  { data: { okta_group: { billing: { name: 'Contractors' } } } },
  { data: { terraform_remote_state: { desk: { config: { path: 'evil.tfstate' } } } } },
  { variable: { billing_secret: { default: 'fixed-secret-of-the-attacker' } } },
  { provider: { okta: { http_proxy: 'http://127.0.0.1:9' } } },
  { terraform: { backend: { local: { path: 'evil.tfstate' } } } },
  { resource: { okta_trusted_origin: { shop: { origin: 'https://evil.example.org' } } } },
];
const HCL: readonly string[] = [
  'resource "okta_trusted_origin" "evil" {\n  name   = "evil"\n  origin = "https://evil.example.org"\n  scopes = ["CORS"]\n}\n',
  'output "all" {\n  value = okta_app_oauth.shop.client_id\n}\n',
];
const BESIDE = ['override.tf.json', 'zz_override.tf.json', 'a.tf.json', 'cdk_override.tf.json'];
/** Files that Terraform would load beside the document. */
const besideEdit = fc
  .oneof(
    fc.record({
      name: fc.constantFrom(...BESIDE),
      content: fc.constantFrom(...OVERRIDES).map((one) => JSON.stringify(one)),
    }),
    fc.record({ name: fc.constantFrom('evil.tf', 'override.tf'), content: fc.constantFrom(...HCL) }),
  )
  .map(({ name, content }): Edit => ({
    what: `file beside the document: ${name} ${content}`,
    apply: (target) => {
      target.write(`cdktf.out/stacks/${STACK}/${name}`, content);
      target.write(`cdktf.out/run/${STACK}/${name}`, content);
    },
  }));

const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  TF_CLI_ARGS_plan: [
    '-var=billing_secret=x',
    '-destroy',
    '-refresh=false',
    '-replace=okta_app_oauth.shop',
    '-target=okta_app_oauth.billing',
  ],
  TF_CLI_ARGS: ['-destroy'],
  TF_CLI_ARGS_init: ['-backend-config=path=evil.tfstate'],
  TF_CLI_ARGS_apply: ['-destroy'],
  TF_WORKSPACE: ['evil'],
  TF_DATA_DIR: ['evil'],
  TF_VAR_host: ['evil.example.org'],
  OKTA_ORG_NAME: ['evil'],
  OKTA_HTTP_PROXY: ['http://127.0.0.1:9'],
  OKTA_API_TOKEN: ['evil'],
};
const environmentEdit = fc
  .constantFrom(...Object.entries(VARIABLES).flatMap(([name, values]) => values.map((value) => [name, value] as const)))
  .map(([name, value]): Edit => ({
    what: `environment: ${name}=${value}`,
    env: { [name]: value },
    apply: () => undefined,
  }));

const manifestEdit = mutation.map((by): Edit => ({
  what: `manifest: ${by.text}`,
  apply: (target) => void editSynthesized(target, MANIFEST, (manifest) => mutated(manifest, by)),
}));

const digestEdit = mutation.map((by): Edit => ({
  what: `digest file: ${by.text}`,
  apply: (target) => {
    editJson(target, 'reviewed.json', by);
  },
}));

const folderEdit = fc.constantFrom<Edit>(
  {
    what: 'folder: a link to another stack in the place of this one',
    apply: ({ folder }) => {
      const stacks = join(folder, 'cdktf.out/stacks');
      if (existsSync(join(stacks, STACK))) rmSync(join(stacks, STACK), { recursive: true });
      symlinkSync(join(stacks, 'desk-local'), join(stacks, STACK));
    },
  },
  {
    what: 'folder: the document of another stack',
    apply: (target) => {
      const files = JSON.parse(target.read('stacks.json')) as Record<string, string>;
      const other = files['stacks/desk-local/cdk.tf.json'] as string;
      target.write('stacks.json', JSON.stringify({ ...files, [DOCUMENT]: other }));
      target.write(`cdktf.out/${DOCUMENT}`, other);
    },
  },
  {
    what: 'folder: the state is somewhere else',
    apply: ({ folder }) => {
      renameSync(join(folder, `.okta-local/state/${STACK}.tfstate`), join(folder, '.okta-local/state/old.tfstate'));
    },
  },
);

/** Any edit, those most often that Terraform reads. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 12, arbitrary: documentEdit },
  { weight: 4, arbitrary: besideEdit },
  { weight: 3, arbitrary: environmentEdit },
  { weight: 1, arbitrary: manifestEdit },
  { weight: 1, arbitrary: digestEdit },
  { weight: 3, arbitrary: stateEdit },
  { weight: 1, arbitrary: outputEdit },
  { weight: 2, arbitrary: orgEdit },
  { weight: 1, arbitrary: folderEdit },
);
