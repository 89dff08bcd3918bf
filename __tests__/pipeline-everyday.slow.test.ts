import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StackManifest } from '../okta-apps/shared/stack-manifest';
import { githubProjectOfTest } from './support/github-project';
import { lockFile, OKTA_LOCK } from './support/lock-files';
import type { PlainStack } from './support/plain-project';
import { shop } from './support/shop';

// What teams change every day goes the whole way, and nothing of it is blocked: as many as there are attacks in
// pipeline.slow.test.ts. Each runs Terraform and git a dozen times.
jest.setTimeout(120_000);

const HOST = 'http://localhost:3000';
const LOCK = '.terraform.lock.hcl';
const OLD_LOCK = lockFile(OKTA_LOCK.replace('6.12.0', '6.11.0'));

/** The app before each change. */
const APP = {
  grant_types: ['authorization_code', 'refresh_token'],
  refresh_token_rotation: 'ROTATE',
  refresh_token_leeway: 30,
  redirect_uris: [`${HOST}/callback`, `${HOST}/old`],
};

interface Everyday {
  readonly what: string;
  /** Attributes of the app that differ. */
  readonly app?: object;
  readonly manifest?: Partial<StackManifest>;
  /** Other resources of the stack. */
  readonly beside?: Readonly<Record<string, object>>;
  /** Texts of files of the project. */
  readonly files?: Readonly<Record<string, string>>;
  /** In the review. @default '' */
  readonly shows?: string;
  /** How the apply ends. */
  readonly ends: string;
}

const UPDATED = 'shop-local: applied (1 updated)\nPlanned again: nothing to change.\n';
const CREATED = (count: number) => `shop-local: applied (${count} created)\nPlanned again: nothing to change.\n`;
const NOTHING = '\nNo changes\n\nThe plan changes nothing.\n';

const second = (host: string) => ({
  okta_app_oauth: {
    desk: {
      ...{ label: 'Desk', type: 'web', grant_types: ['authorization_code'], response_types: ['code'] },
      ...{ redirect_uris: [`${host}/callback`], skip_authentication_policy: true, omit_secret: true },
    },
  },
});

const EVERYDAY: readonly Everyday[] = [
  { what: 'a label', app: { label: 'Web shop' }, shows: 'web → Web shop', ends: UPDATED },
  { what: 'a path on the same host', app: { redirect_uris: [...APP.redirect_uris, `${HOST}/new`] }, ends: UPDATED },
  { what: 'a redirect URI less', app: { redirect_uris: [`${HOST}/callback`] }, ends: UPDATED },
  { what: 'a note for administrators', app: { admin_note: 'Owned by the shop team' }, ends: UPDATED },
  { what: 'a note for users', app: { enduser_note: 'Ask the service desk' }, ends: UPDATED },
  { what: 'a shorter grace period', app: { refresh_token_leeway: 15 }, shows: '30 s → 15 s', ends: UPDATED },
  {
    what: 'a page after sign-out on the same host',
    app: { post_logout_redirect_uris: [`${HOST}/bye`] },
    ends: UPDATED,
  },
  { what: 'a page about the app', app: { client_uri: HOST }, ends: UPDATED },
  { what: 'a new app on the same host', beside: second(HOST), ends: CREATED(1) },
  {
    what: 'a new app with an origin of its own',
    beside: {
      ...second('http://localhost:4000'),
      okta_trusted_origin: { desk: { name: 'desk', origin: 'http://localhost:4000', scopes: ['CORS'] } },
    },
    ends: CREATED(2),
  },
  {
    what: 'a newer provider',
    files: { [LOCK]: lockFile(OKTA_LOCK.replace('AAAA', 'BBBB')) },
    shows: '6.11.0 → 6.12.0',
    ends: NOTHING,
  },
  { what: 'a text', files: { 'docs/shop.md': '# The shop\n' }, ends: NOTHING },
  { what: 'a test', files: { '__tests__/shop.test.ts': 'export {};\n' }, ends: NOTHING },
  { what: 'one approval more', manifest: { approvals: 1 }, shows: 'approvals: local: 0 → 1', ends: NOTHING },
];

function stacksOf({ app = {}, manifest = {}, beside = {} }: Partial<Everyday>): Readonly<Record<string, PlainStack>> {
  const [[name, stack]] = Object.entries(shop({ ...APP, ...app }, manifest)) as [[string, PlainStack]];
  const terraform = structuredClone(stack.terraform) as { resource: Record<string, object> };
  for (const [type, named] of Object.entries(beside))
    terraform.resource[type] = { ...terraform.resource[type], ...named };
  return { [name]: { ...stack, terraform } };
}

const project = githubProjectOfTest(stacksOf({}), { applied: true });

beforeEach(() => {
  const { author, deployed, pushToMain } = project();
  writeFileSync(join(author.folder, LOCK), OLD_LOCK);
  const commit = author.commit('lock file');
  pushToMain(commit);
  deployed(commit);
});

test.each(EVERYDAY)(
  'goes through, and nothing blocks it: $what',
  async ({ files = {}, shows = '', ends, ...change }) => {
    const { author, propose, merge, reviewed, apply } = project();
    const proposed = propose('everyday', () => {
      author.change(stacksOf(change));
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(author.folder, file)), { recursive: true });
        writeFileSync(join(author.folder, file), text);
      }
    });
    merge(proposed);
    const { code, stdout } = await reviewed();
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/Blocked/);
    expect(stdout).toContain(shows);
    const applied = await apply();
    expect(applied.stdout).toContain(ends);
    expect(applied.code).toBe(0);
  },
);
