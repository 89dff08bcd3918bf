import { byText } from '../../shared/json';
import { groupBy } from '../../shared/lists';
import type { SettingsPoint } from '../../shared/settings-history';
import type { StackManifest } from '../../shared/stack-manifest';
import { asChanges, stepsBetween, type FoundStep } from './setting-changes';
import type { LoosenedBefore } from './setting';

/** What a state of a branch says in `env/`. */
export interface SettingState extends SettingsPoint {
  readonly manifests: readonly StackManifest[];
}

interface Loosening {
  readonly steps: readonly FoundStep[];
  readonly before: readonly StackManifest[];
  readonly by: SettingState;
}

/**
 * The settings that were loosened from one state to a later one and are still looser than before at the last state,
 * newest first. A setting that was restored in between is not among them, unless it was loosened again.
 *
 * @param states oldest first.
 */
export function loosenedBefore(states: readonly SettingState[]): readonly LoosenedBefore[] {
  let live: readonly Loosening[] = [];
  for (const [at, state] of states.entries()) {
    const before = states[at - 1]?.manifests;
    if (before === undefined) continue;
    const kept = stillLooser(live, state.manifests);
    const steps = groupBy(looserSteps(before, state.manifests), keyOf);
    live = [...kept, ...[...steps.values()].map((own) => ({ steps: own, before, by: state }))];
  }
  const byCommit = groupBy([...live].reverse(), ({ by }) => by);
  return [...byCommit].flatMap(([by, all]) => {
    const settings = { before: all[0]?.before ?? [], after: by.manifests };
    const changes = asChanges(
      all.flatMap(({ steps }) => steps),
      settings,
    );
    return changes
      .map(({ setting, step }) => ({ setting, step, by: by.changedBy }))
      .sort((one, other) => byText(one.setting, other.setting) || byText(one.step, other.step));
  });
}

function stillLooser(live: readonly Loosening[], now: readonly StackManifest[]): readonly Loosening[] {
  const since = groupBy(live, ({ before }) => before);
  const looser = new Map(
    [...since.keys()].map((before) => [before, new Set(looserSteps(before, now).map(keyOf))] as const),
  );
  return live.filter(({ before, steps }) => steps.some((step) => looser.get(before)?.has(keyOf(step))));
}

function looserSteps(before: readonly StackManifest[], after: readonly StackManifest[]): readonly FoundStep[] {
  return stepsBetween({ before, after }).filter(({ direction }) => direction === 'looser');
}

/** The same setting, in whatever stack of its environment. */
function keyOf({ environment, path, part }: FoundStep): string {
  return JSON.stringify([environment, path, part]);
}
