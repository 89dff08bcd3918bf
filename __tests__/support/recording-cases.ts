import type { SeenStep } from './replay-recording';
import { readRecording, recordedSteps, replay, unordered } from './replay-recording';

/** Cases whose requests are compared without their order, and why. */
const UNORDERED: Readonly<Record<string, string>> = {
  '16-group-assignments': 'Terraform reads data sources and resources that do not depend on each other side by side',
  '18-three-apps-outputs': 'Terraform creates the three apps side by side, so their ids are in no order either',
};

const LIMIT_MS = 60_000;

/** Declares a test for each of these recordings: what the endpoint does must be what okta/okta 6.12.0 did. */
export function testRecordings(names: readonly string[]): void {
  it.concurrent.each(names)(
    'gives the plans, requests, states and diagnostics of okta/okta 6.12.0 in %s',
    async (name) => {
      const recording = await readRecording(name);
      const { seen, folder } = await replay(recording);
      await folder.remove();
      const comparable = (steps: SeenStep[]): SeenStep[] => (name in UNORDERED ? unordered(steps) : steps);
      expect(comparable(seen)).toEqual(comparable(recordedSteps(recording)));
    },
    LIMIT_MS,
  );
}
