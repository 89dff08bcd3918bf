import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../okta-apps/local/provider/sdk/go-json';
import { LOCAL_PROVIDER } from '../../okta-apps/local/provider/diagnostics';
import { serveProvider } from '../../okta-apps/local/provider/serve';
import { startRecordingOrg, type Fault, type Outside, type RecordingOrg, type SeenRequest } from './recording-org';
import { makeWorkspace, type Ended, type Workspace } from './terraform-run';

/** What Terraform said: `detail` without the part that the local provider adds. */
interface SeenDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
}

/** A plan, an apply or a second plan. */
interface Phase {
  readonly exit: number;
  readonly diagnostics: readonly SeenDiagnostic[];
  readonly requests: readonly SeenRequest[];
  readonly resource_changes?: unknown;
  readonly resource_drift?: unknown;
  readonly output_changes?: unknown;
}

/** One step of a case: a configuration, what happened in the org before it, and what okta/okta 6.12.0 made of it. */
export interface Step {
  readonly step: string;
  readonly config: JsonObject;
  readonly outside?: readonly Outside[];
  readonly faults?: readonly Fault[];
  readonly plan: Phase;
  readonly apply?: Phase;
  readonly replan?: Phase;
  readonly state?: unknown;
}

/** A recording of the real provider, cut down. Nulls are left out of values; `corrected` says what was put right in it. */
export interface Recording {
  readonly case: string;
  readonly about: string;
  readonly app?: JsonObject;
  readonly steps: readonly Step[];
}

/** What the endpoint made of a step, in the form of the recording. */
export type SeenStep = Pick<Step, 'step' | 'plan' | 'apply' | 'replan' | 'state'>;

const FOLDER = join(__dirname, '..', 'fixtures', 'recordings');
const SECRET = 'birth-secret-0123456789';

/** Reads a recording by its file's name. */
export async function readRecording(name: string): Promise<Recording> {
  return JSON.parse(await readFile(join(FOLDER, `${name}.json`), 'utf8')) as Recording;
}

/** A recording in the form in which {@link replay} gives what was seen. */
export function recordedSteps(recording: Recording): SeenStep[] {
  return recording.steps.map(({ step, plan, apply, replan, state }) => {
    const done =
      apply === undefined || replan === undefined ? {} : { apply: ordered(apply), state, replan: ordered(replan) };
    return { step, plan: ordered(plan), ...done };
  });
}

/** Diagnostics come in no order; a plan without changes lists none. */
function ordered(phase: Phase): Phase {
  const diagnostics = phase.diagnostics.toSorted((a, b) => Number(a.detail > b.detail) - Number(a.detail < b.detail));
  const { resource_changes: changes, ...others } = phase;
  return {
    ...others,
    diagnostics,
    ...(Array.isArray(changes) && changes.length === 0 ? {} : { resource_changes: changes }),
  };
}

/**
 * Takes out of steps what depends on the order in which Terraform walks resources side by side: the order of requests,
 * ids by order of creation, which become the names of the resources, and that okta/okta asks what kind of org it is
 * twice when two resources want to know at the same moment.
 */
export function unordered(steps: readonly SeenStep[]): SeenStep[] {
  const names = steps.flatMap(({ state }) => (state ?? []) as { name: string; attributes: { id: string } }[]);
  let text = JSON.stringify(steps);
  for (const { name, attributes } of names) text = text.replaceAll(attributes.id, `<id of ${name}>`);
  const once = (request: SeenRequest, i: number, all: readonly SeenRequest[]): boolean =>
    request !== 'GET /.well-known/okta-organization' || all.indexOf(request) === i;
  const bySort = (phase: Phase): Phase => ({ ...phase, requests: phase.requests.filter(once).toSorted(byText) });
  return (JSON.parse(text) as SeenStep[]).map((step) => ({
    ...step,
    plan: bySort(step.plan),
    ...(step.apply === undefined ? {} : { apply: bySort(step.apply) }),
    ...(step.replan === undefined ? {} : { replan: bySort(step.replan) }),
  }));
}

function byText(a: unknown, b: unknown): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : Number(left > right);
}

/** Runs a recording's configurations through Terraform, the endpoint and an org like the one that was recorded. */
export async function replay(recording: Recording): Promise<{ seen: SeenStep[]; said: string; folder: Workspace }> {
  const org = await startRecordingOrg();
  const endpoint = await serveProvider({});
  const folder = await makeWorkspace(endpoint.reattach);
  try {
    if (recording.app !== undefined) org.addApp(recording.app);
    const player = new Player(org, folder);
    await folder.write('main.tf.json', frame({}, org.url));
    const seen: SeenStep[] = [];
    for (const step of recording.steps) seen.push(await player.play(step));
    return { seen, said: player.said.join('\n'), folder };
  } finally {
    await endpoint.close();
    await org.close();
  }
}

/** The configuration with what every one of them needs around it. */
function frame(config: JsonObject, url: string): JsonObject {
  return {
    ...config,
    terraform: { required_providers: { okta: { source: 'okta/okta', version: '6.12.0' } } },
    provider: { okta: { http_proxy: url, api_token: 'recording-token' } },
  };
}

class Player {
  /** Everything that Terraform printed or wrote, to look for secrets in. */
  readonly said: string[] = [];

  readonly #org: RecordingOrg;
  readonly #folder: Workspace;

  constructor(org: RecordingOrg, folder: Workspace) {
    this.#org = org;
    this.#folder = folder;
  }

  async terraform(args: readonly string[]): Promise<Ended> {
    const ended = await this.#folder.run(args, { TF_VAR_secret: SECRET });
    this.said.push(ended.stdout, ended.stderr);
    return ended;
  }

  async play(step: Step): Promise<SeenStep> {
    for (const change of step.outside ?? []) this.#org.outside(change);
    for (const fault of step.faults ?? []) this.#org.fail(fault);
    await this.#folder.write('main.tf.json', frame(step.config, this.#org.url));
    const plan = await this.#phase(['plan', '-detailed-exitcode', '-out=plan', '-json']);
    const changes = plan.exit === 1 ? {} : await this.#changes();
    const seen = { step: step.step, plan: ordered({ ...plan, ...changes }) };
    if (step.apply === undefined) return seen;
    const apply = await this.#phase(['apply', '-json', 'plan']);
    const replan = await this.#phase(['plan', '-detailed-exitcode', '-json']);
    return { ...seen, apply: ordered(apply), state: await this.#state(), replan: ordered(replan) };
  }

  async #phase(args: readonly string[]): Promise<Phase> {
    const { exit, stdout } = await this.terraform(args);
    return { exit, diagnostics: diagnosticsIn(stdout), requests: this.#org.takeRequests() };
  }

  async #changes(): Promise<object> {
    const { stdout } = await this.terraform(['show', '-json', 'plan']);
    const plan = JSON.parse(stdout) as Record<string, object[] | undefined>;
    const only = (list: object[] | undefined, keys: string[]): object[] | undefined =>
      list?.filter((change) => !('mode' in change && change.mode === 'data')).map((change) => pick(change, keys));
    return withoutUndefined({
      resource_changes: only(plan['resource_changes'], ['address', 'type', 'name', 'change', 'action_reason']),
      resource_drift: only(plan['resource_drift'], ['address', 'type', 'change']),
      output_changes: withoutNulls(plan['output_changes']),
    });
  }

  async #state(): Promise<object[]> {
    const text = await this.#folder.read('terraform.tfstate').catch(() => '{"resources":[]}');
    this.said.push(text);
    const { resources } = JSON.parse(text) as { resources: StateResource[] };
    return resources.flatMap(({ type, name, mode, instances }) =>
      instances.map(({ attributes, sensitive_attributes: sensitive, ...instance }) => ({
        type,
        name,
        mode,
        attributes: withoutNulls(attributes),
        sensitive: (sensitive ?? []).map(([step]) => step.value).sort(),
        ...('private' in instance ? { private: instance.private } : {}),
      })),
    );
  }
}

interface StateResource {
  readonly type: string;
  readonly name: string;
  readonly mode: string;
  readonly instances: readonly {
    readonly attributes: unknown;
    readonly sensitive_attributes?: [{ value: string }][];
    readonly private?: string;
  }[];
}

function diagnosticsIn(output: string): SeenDiagnostic[] {
  const lines = output.split('\n').filter((line) => line.includes('"type":"diagnostic"'));
  const said = lines.map((line) => (JSON.parse(line) as { diagnostic: SeenDiagnostic }).diagnostic);
  const seen = said.map(({ severity, summary, detail, address }) =>
    withoutUndefined({ severity, summary, detail: withoutLocalProvider(detail), address }),
  ) as SeenDiagnostic[];
  return seen;
}

/** The detail as the real provider gives it: without Okta's own words and without who speaks. */
function withoutLocalProvider(detail: string): string {
  const lines = detail.split('\n');
  if (lines.at(-1) !== `(${LOCAL_PROVIDER})`) return detail;
  const okta = lines.findIndex((line) => line.startsWith('Okta said'));
  return lines.slice(0, okta < 0 ? -1 : okta).join('\n');
}

function pick(from: object, keys: readonly string[]): object {
  const kept = Object.entries(from).filter(([key]) => keys.includes(key));
  return withoutNulls(Object.fromEntries(kept)) as object;
}

function withoutUndefined(from: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}
