import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../../../../okta-apps/local/org/faults';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { ask, type Seen } from './support/client';
import { differences } from './support/differences';

/** One request of a recorded run of the real provider, and what its org answered. */
interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly request?: unknown;
  readonly status: number;
  readonly response?: unknown;
  /** An administrator changed the org by hand here. */
  readonly outside?: true;
  /** The recording org was told to refuse this one. */
  readonly fault?: true;
  readonly badToken?: true;
}

const FOLDER = join(__dirname, '../../../fixtures/local-org');
const CASES = readdirSync(FOLDER).filter((file) => /^\d\d-.*\.json$/.test(file));
const LINKS = 'uploadLogo|appLinks|profileEnrollment|policies|groups|logo|clientCredentials|accessPolicy|users';

/** Where the answers may differ, and why: the recording org was smaller than a real one, whose answers the org gives. */
const ACCEPTED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^(\[\d+\]\.)?(created|lastUpdated|lastMembershipUpdated): "/, 'times'],
  [/^(\[\d+\]\.)?(lastUpdated|description|created|conditions): extra$/, 'an Okta org has these'],
  [/^orn: |^credentials\.signing\.kid: |^errorId: /, 'made up by each org'],
  [/^credentials\.oauthClient\.client_secret: "okta-generated/, 'a random secret'],
  [/^id: "00[uo]rec\w*" became "00[uo]\w*"$/, 'each org has its own id and administrator'],
  [/^profile\.login: "admin@example.com" became/, 'the administrator'],
  [/^(profile\.\w+|activated|statusChanged|lastLogin|passwordChanged|type|credentials): extra$/, 'a whole user'],
  [new RegExp(`^_links\\.(${LINKS})(: extra$|: \\[\\] became)`), 'links of a real app'],
  [/^(\[\d+\]\.)?_links(\.(self|rules|organization|deactivate|activate|logo|users|apps)(\.hints)?)?: extra$/, 'links'],
  [/jwks\.keys\[\d\]\.(id|created|lastUpdated|use): extra$/, 'Okta keeps each public key as an object of its own'],
  [/^idToken: missing$/, 'the recording org showed its own note'],
  [/^(issuer|orgUrl|customUrl|audience): extra$/, 'the whole ID token settings'],
  [/^(name|scopes|status): .* became/, 'recording 15 holds the last state of the origin in all answers'],
  [/^: \[\{"id":"rstdefault0000000001".* became/, 'recording 18 lists the default policy only, but assigns another'],
  [/^createdBy: extra$|^lastUpdatedBy: extra$/, 'a whole trusted origin'],
];

const used = new Set<RegExp>();

/** What the seeded groups and policies of a case must be, from its own exchanges. */
function seedOf(exchanges: readonly Exchange[]) {
  const policies = exchanges.flatMap(({ path }) => /\/policies\/(rst\w+)$/.exec(path)?.[1] ?? []);
  const groups = exchanges
    .flatMap(({ path, response }) => (path.startsWith('/api/v1/groups?') ? (response as RecordedGroup[]) : []))
    .map(({ id, profile }) => ({ id, ...profile }));
  const assigned = exchanges.flatMap(({ path }) => /\/groups\/(00g\w+)$/.exec(path)?.[1] ?? []);
  return {
    policies: policies.map((id) => ({ id, name: id })),
    groups: [...groups, ...assigned.map((id) => ({ id, name: id }))],
  };
}

interface RecordedGroup {
  readonly id: string;
  readonly profile: { readonly name: string; readonly description: string };
}

function faultFor({ status, response }: Exchange): Fault {
  if (status === 429) return { kind: 'rate-limit', times: 1 };
  if (status === 500) return { kind: 'error', times: 1 };
  return { kind: 'answer', status, body: response, times: 1 };
}

/** Replays one case; the ids that the org gives take the place of the recorded ones. */
async function replay(org: LocalOrg, exchanges: readonly Exchange[]): Promise<string[]> {
  const ids = new Map<string, string>([['http://127.0.0.1:9292', org.url]]);
  const here = <T>(value: T): T => {
    let text = JSON.stringify(value);
    for (const [recorded, given] of ids) text = text.replaceAll(recorded, given);
    return JSON.parse(text) as T;
  };
  const found: string[] = [];
  for (const exchange of exchanges) {
    if (exchange.fault) org.faults.set(faultFor(exchange));
    const { method, path, request } = here({ request: undefined, ...exchange });
    const seen = await ask(org, method, path, request, exchange.badToken ? { authorization: 'SSWS wrong' } : {});
    if (exchange.outside && seen.status >= 300) found.push(`${method} ${path} outside: ${seen.status}`);
    learn(ids, exchange, seen);
    if (exchange.outside) continue;
    const differ = [
      ...(seen.status === exchange.status ? [] : [`status: ${exchange.status} became ${seen.status}`]),
      ...(exchange.response === undefined ? [] : differences(here(exchange.response), seen.body)),
    ];
    found.push(...differ.filter((line) => !isAccepted(line)).map((line) => `${method} ${path} ${line}`));
  }
  return found;
}

function learn(ids: Map<string, string>, { method, request, response }: Exchange, { body }: Seen): void {
  const recorded = (response ?? request) as { id?: string } | undefined;
  const given = body as { id?: string } | undefined;
  if (method === 'POST' && recorded?.id !== undefined && given?.id !== undefined) ids.set(recorded.id, given.id);
}

function isAccepted(line: string): boolean {
  const entry = ACCEPTED.find(([pattern]) => pattern.test(line));
  if (entry !== undefined) used.add(entry[0]);
  return entry !== undefined;
}

describe('a recorded run of the real provider gets the same answers', () => {
  test.each(CASES)('%s', async (file) => {
    const { exchanges } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { exchanges: Exchange[] };
    const org = await startOrg({ seed: seedOf(exchanges) });
    try {
      expect(await replay(org, exchanges)).toEqual([]);
    } finally {
      await org.close();
    }
  });

  afterAll(() => {
    expect(ACCEPTED.filter(([pattern]) => !used.has(pattern))).toEqual([]);
  });
});
