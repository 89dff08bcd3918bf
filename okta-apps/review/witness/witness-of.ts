import type { About, Exchange, NotAsked } from '../../shared/exchanges';
import { byText, itemsOf } from '../../shared/json';
import { groupBy } from '../../shared/lists';
import type { PlannedChange } from '../../plan/plan';
import type { RuleFinding } from '../change-rules/change-rule';
import { evaluate, type Severities } from '../change-rules/evaluate';
import { witnessRules, type WitnessSubject } from '../change-rules/witness-rules';
import type { StackInput } from '../review-input';
import type { Witness } from '../review-model';
import { SHOWN_BY_REQUESTS, type Effect } from './shown-rules';

/** What the requests of one stack add to a review. */
export interface Witnessed {
  readonly witnesses: readonly Witness[];
  readonly findings: readonly RuleFinding[];
}

/**
 * Puts findings and requests together: a finding with the request that shows it, and what lacks the one or the other.
 *
 * @param found Everything that the rules found in this stack.
 */
export function witnessOf(stack: StackInput, found: readonly RuleFinding[], severities: Severities): Witnessed {
  const { exchanges, plan } = stack;
  if (exchanges === undefined) return { witnesses: [], findings: [] };
  const { differing, notAsked } = exchanges;
  const shownBy = new Map(found.map((finding) => [finding, bestOf(finding, differing)]));
  const rulesOf = groupBy([...shownBy].filter(hasExchange), ([, exchange]) => exchange);
  const witnesses = [...rulesOf].map(([exchange, pairs]) => witness(stack, exchange, pairs));
  const unexplained = differing.filter(
    (exchange) => !found.some((finding) => shows(exchange, finding)) && !isOfWholeApp(exchange, plan?.changes ?? []),
  );
  const unshown = [...shownBy].filter(([finding, exchange]) => exchange === undefined && needsRequest(finding));
  const subjects: readonly WitnessSubject[] = [
    ...unexplained.map((exchange) => subject(stack, exchange.addresses, { unexplained: exchange })),
    ...unasked(notAsked).map((one) => subject(stack, one.addresses, { notAsked: one })),
    ...unshown
      .filter(([finding]) => !notAsked.some((one) => isReason(one, finding)))
      .map(([{ rule, address, app }]) => ({
        ...subject(stack, address === undefined ? [] : [address], { notShown: rule }, app),
      })),
  ];
  return { witnesses, findings: subjects.flatMap((each) => evaluate(witnessRules, each, severities)) };
}

function hasExchange(pair: [RuleFinding, Exchange | undefined]): pair is [RuleFinding, Exchange] {
  return pair[1] !== undefined;
}

function witness(
  { stack, environment }: StackInput,
  exchange: Exchange,
  pairs: readonly (readonly [RuleFinding, Exchange])[],
): Witness {
  const [[{ address, app }] = [{} as RuleFinding]] = pairs;
  const { request, before, after } = exchange;
  const rules = [...new Set(pairs.map(([{ rule }]) => rule))].sort(byText);
  return {
    stack,
    environment,
    ...(address !== undefined && { address }),
    ...(app !== undefined && { app }),
    rules,
    request,
    before,
    after,
  };
}

function subject(
  { stack, environment, production }: StackInput,
  [address]: readonly string[],
  what: Pick<WitnessSubject, 'unexplained' | 'notAsked' | 'notShown'>,
  app?: string,
): WitnessSubject {
  const place = { stack, environment, ...(address !== undefined && { address }), ...(app !== undefined && { app }) };
  return { place, production, ...what };
}

/** The request that is about the fewest other things. */
function bestOf(finding: RuleFinding, exchanges: readonly Exchange[]): Exchange | undefined {
  const { best } = SHOWN_BY_REQUESTS[finding.rule] ?? {};
  const all = exchanges.filter((exchange) => shows(exchange, finding));
  const good = all.filter((exchange) => effectOf(exchange) === best);
  return (good.length > 0 ? good : all).reduce<Exchange | undefined>(
    (best, next) => (best === undefined || next.about.length < best.about.length ? next : best),
    undefined,
  );
}

function shows(exchange: Exchange, { rule, address = '', value, attributes: own }: RuleFinding): boolean {
  const { attributes = [], effect } = SHOWN_BY_REQUESTS[rule] ?? {};
  if (!exchange.addresses.includes(address) || (effect !== 'either' && effect !== effectOf(exchange))) return false;
  return exchange.about.some(
    (about) =>
      // Whether an app that did not exist accepts a request, one request shows for all of its settings.
      about.attribute === 'app' ||
      (attributes.includes(about.attribute) &&
        (own === undefined || own.includes(about.attribute)) &&
        isAbout(about, value)),
  );
}

function effectOf({ after }: Exchange): Exclude<Effect, 'either'> {
  return after.accepted ? 'broadens' : 'narrows';
}

/** A finding about groups has them as a reader knows them, and several at once; one about a URI has the URI. */
function isAbout({ attribute, value: member }: About, value: unknown): boolean {
  if (member === undefined || attribute === 'group') return true;
  const texts = itemsOf(value).filter((each) => typeof each === 'string');
  return texts.length === 0 || texts.includes(member);
}

/** That an app is created, deleted or replaced, the list of changes says. */
function isOfWholeApp({ about, addresses }: Exchange, changes: readonly PlannedChange[]): boolean {
  const ofApp = about.some(({ attribute }) => attribute === 'app');
  return (
    ofApp && changes.some(({ address, kind }) => kind !== 'update' && kind !== 'no-op' && addresses.includes(address))
  );
}

function needsRequest({ rule }: RuleFinding): boolean {
  const { effect, best = effect } = SHOWN_BY_REQUESTS[rule] ?? {};
  return best === 'broadens';
}

function isReason({ addresses, about }: NotAsked, { rule, address = '' }: RuleFinding): boolean {
  const { attributes = [] } = SHOWN_BY_REQUESTS[rule] ?? {};
  if (addresses.length > 0 && !addresses.includes(address)) return false;
  return about === undefined || about.attribute === 'app' || attributes.includes(about.attribute);
}

/** For each app and reason, what it is about. */
function unasked(all: readonly NotAsked[]) {
  const groups = groupBy(all, ({ addresses, why }) => JSON.stringify([addresses, why]));
  return [...groups.values()].map((group) => {
    const [{ addresses, why } = { addresses: [], why: '' }] = group;
    const names = group.map(({ about }) => about?.attribute ?? 'app');
    return { addresses, why, attributes: [...new Set(names)].sort(byText) };
  });
}
