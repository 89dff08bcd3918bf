import { sideBySide } from '../../okta-apps/shared/side-by-side';
import { readRecording, recordedSteps, replay, unordered, type Recording, type SeenStep } from './replay-recording';

/** Cases whose requests are compared without their order, and why. */
const UNORDERED: Readonly<Record<string, string>> = {
  '16-group-assignments': 'Terraform reads data sources and resources that do not depend on each other side by side',
  '29-group-and-assignment': 'Terraform creates and reads the group and the app side by side',
  '18-three-apps-outputs': 'Terraform creates the three apps side by side, so their ids are in no order either',
};

const LIMIT_MS = 60_000;
/** A replay waits for Terraform most of the time. */
const AT_ONCE = 4;

interface Replayed {
  readonly recording: Recording;
  readonly seen: readonly SeenStep[];
}

async function replayed(name: string): Promise<Replayed> {
  const recording = await readRecording(name);
  const { seen, folder } = await replay(recording);
  await folder.remove();
  return { recording, seen };
}

/** Declares a test for each of these recordings: what the endpoint does must be what okta/okta 6.12.0 did. */
export function testRecordings(names: readonly string[]): void {
  const results = new Map<string, PromiseSettledResult<Replayed>>();

  beforeAll(async () => {
    await sideBySide(names, AT_ONCE, async (name) => {
      const [result] = await Promise.allSettled([replayed(name)]);
      results.set(name, result);
    });
  }, LIMIT_MS * names.length);

  it.each(names)('gives the plans, requests, states and diagnostics of okta/okta 6.12.0 in %s', (name) => {
    const result = results.get(name);
    if (result?.status !== 'fulfilled') throw result?.reason;
    const { recording, seen } = result.value;
    const comparable = (steps: readonly SeenStep[]): readonly SeenStep[] =>
      name in UNORDERED ? unordered(steps) : steps;
    expect(comparable(seen)).toEqual(comparable(recordedSteps(recording)));
  });
}
