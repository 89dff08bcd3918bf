import { byText } from '../../shared/json';
import { sinkOf, type SecretSettings, type SecretSink } from '../../shared/secret-settings';
import { limit, type Setting, type Step } from './setting';

/** What stands for every app that has no sink of its own. No construct ID has a space. */
const OTHER_APPS = 'other apps';

/**
 * Where client secrets are handed to, app by app: what counts is where the secret of an app goes, not which of the two
 * settings says it. A first sink is a new holder of secrets, another one is another destination.
 */
export const secretSteps: Setting<SecretSettings> = (before = {}, after = {}, context) => {
  const named = [before, after].flatMap(({ sinks }) => Object.keys(sinks ?? {}));
  const sinkSteps = [OTHER_APPS, ...[...new Set(named)].sort(byText)].flatMap((app) =>
    stepOf(app, sinkOf(before, app), sinkOf(after, app)),
  );
  const ages = limit(before.maxAge, after.maxAge, context).map((step) => ({ part: 'maxAge', ...step }));
  return [...withoutRepetitions(sinkSteps), ...ages];
};

function stepOf(app: string, before: SecretSink | undefined, after: SecretSink | undefined): readonly Step[] {
  if (textOf(before) === textOf(after)) return [];
  const direction = before === undefined ? 'looser' : after === undefined ? 'sideways' : 'other-target';
  // Of one type, only what differs: a finding is short, and what is equal says nothing.
  const same = before?.type === after?.type;
  const from = textOf(before, same ? membersOf(after) : []);
  const to = textOf(after, same ? membersOf(before) : []);
  return [{ direction, part: app === OTHER_APPS ? 'sink' : `sinks.${app}`, from, to }];
}

/** An app whose secret moves as those of all others is part of that step. */
function withoutRepetitions(steps: readonly Step[]): readonly Step[] {
  const common = steps.find(({ part }) => part === 'sink');
  return steps.filter((step) => step === common || step.from !== common?.from || step.to !== common.to);
}

/** `vault-kv-v2 address=https://vault.acme.dev mount=secret`, without the members that are left out. */
function textOf(sink: SecretSink | undefined, leftOut: readonly string[] = []): string {
  if (sink === undefined) return 'none';
  return [sink.type, ...membersOf(sink).filter((member) => !leftOut.includes(member))].join(' ');
}

/** Every member counts, whatever their order. */
function membersOf(sink: SecretSink | undefined): readonly string[] {
  return Object.entries<unknown>({ ...sink })
    .filter(([name, value]) => name !== 'type' && value !== undefined)
    .sort(([one], [other]) => byText(one, other))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
}
