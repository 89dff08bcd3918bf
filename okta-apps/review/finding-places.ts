import { placeOfValue, PLACES_FILE, type SourcePlace, type StackPlaces } from '../shared/source-places';
import type { StackInput } from './review-input';
import type { ReviewFinding } from './review-model';

/** What a reader of a stack is told whose places say nothing. */
export const UNREADABLE_PLACES = `${PLACES_FILE} is not what a synth writes, so findings of this stack have no lines of code`;

/**
 * The findings with the lines of code that declare what they are about: that of the address, of several addresses the
 * first that has one, and without an address that of the stack. A finding about a value of `env/` has the line of that
 * value.
 */
export function withPlaces(
  findings: readonly ReviewFinding[],
  stacks: readonly Pick<StackInput, 'stack' | 'environment' | 'places'>[],
): readonly ReviewFinding[] {
  const known = new Map<string, StackPlaces>();
  for (const { stack, places } of stacks) {
    if (places !== undefined && places !== 'unreadable') known.set(stack, places);
  }
  if (known.size === 0) return findings;
  const environments = stacks.map(({ stack, environment }) => ({ environment, values: known.get(stack)?.values }));
  return findings.map((finding) => {
    const places = known.get(finding.stack ?? '');
    const place = places === undefined ? placeInEnvironment(finding, environments) : placeOf(finding, places);
    return place === undefined ? finding : { ...finding, place };
  });
}

/** Where findings about `env/` have the path of the value that they are about; '' for their `prop`. */
const PATHS: Readonly<Record<string, string>> = {
  setting: '',
  known: '',
  waiver: 'rules.waivers',
  severity: 'rules.reviewSeverities',
};

/** Of a value that several environments have alike, the first line. */
function placeInEnvironment(
  { rule, prop, environment }: ReviewFinding,
  environments: readonly { readonly environment: string; readonly values: StackPlaces['values'] | undefined }[],
): SourcePlace | undefined {
  const [area = ''] = rule.split('/', 1);
  if (!Object.hasOwn(PATHS, area)) return undefined;
  const own = environments.filter((one) => environment === undefined || one.environment === environment);
  return own.map(({ values }) => placeOfValue(values, PATHS[area] || prop)).find((place) => place !== undefined);
}

function placeOf({ address, addresses }: ReviewFinding, { stack, resources }: StackPlaces): SourcePlace | undefined {
  const all = addresses ?? (address === undefined ? [] : [address]);
  if (all.length === 0) return stack;
  const found = all.find((one) => Object.hasOwn(resources, one));
  return found === undefined ? undefined : resources[found];
}
