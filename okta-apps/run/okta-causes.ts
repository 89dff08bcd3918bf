import type { Diagnostic } from '../plan/diagnostics';
import { idsIn } from '../plan/plan-json';
import { propsAndMembers } from '../shared/app-props';
import { maskerFor } from '../shared/masker';
import type { StackRun } from '../terraform/invoke';
import type { SavedPlan } from '../terraform/saved-plan';
import type { ErroredResource, LogReader } from '../terraform/terraform';
import { loggingEnvironment, providerLog, type OktaAnswer, type ProviderLog } from './provider-log';

/**
 * Reads the log of okta/okta while a plan of an Okta org is applied. Through `http_proxy`, as with the local org, the
 * provider logs no requests, and the local org says why itself: undefined then.
 */
export function oktaLog(
  { env, secrets }: StackRun,
  { json }: SavedPlan,
): (LogReader & Pick<ProviderLog, 'requestIds'>) | undefined {
  if (env['OKTA_HTTP_PROXY'] !== undefined || env['TF_REATTACH_PROVIDERS'] !== undefined) return undefined;
  const log = providerLog();
  const { mask } = maskerFor(secrets);
  return {
    env: loggingEnvironment(env),
    write: log.write,
    requestIds: () => {
      log.end();
      return log.requestIds();
    },
    explain: (diagnostics, errored) => {
      const answers = log.end().map((answer) => ({ ...answer, causes: answer.causes.map(mask) }));
      return withOktaCauses(diagnostics, answers, idsIn(json), errored);
    },
  };
}

/** Props by the names that Okta has for them, and by their attributes. */
const PROPS: ReadonlyMap<string, string> = new Map([
  ['application_type', 'type'],
  ...propsAndMembers().flatMap(({ path, attribute, prop: { oktaName } }) =>
    [attribute, oktaName].flatMap((name): [string, string][] => (name === undefined ? [] : [[name, path.join('.')]])),
  ),
]);

/** `redirect_uris: …` or `''redirect_uris'' must …`, also with a path before the name. */
const NAMED = /^(?:([A-Za-z][\w.[\]]*):|'{1,2}([A-Za-z][\w.]*)'{1,2}\s)/;

/** The prop that a cause is about; undefined when it names none. */
export function propOf(cause: string): string | undefined {
  const [, before, quoted] = NAMED.exec(cause) ?? [];
  const name = (before ?? quoted)
    ?.replace(/\[\d*\]/g, '')
    .split('.')
    .at(-1);
  if (name === undefined || name === '') return undefined;
  const snake = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return PROPS.get(snake) ?? snake.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function statusIn({ summary, detail }: Diagnostic): number | undefined {
  const found = /\b([45]\d\d)\b [A-Z]/.exec(`${summary} ${detail}`)?.[1];
  return found === undefined ? undefined : Number(found);
}

function said({ causes }: OktaAnswer): string {
  return causes
    .map((cause) => {
      const prop = propOf(cause);
      return prop === undefined ? `Okta says: ${cause}` : `Okta says of ${prop}: ${cause}`;
    })
    .join('\n');
}

/** Whether each error came after its own answer and before the next one, so that the order tells which is whose. */
function takeTurns(answers: readonly OktaAnswer[], errors: readonly ErroredResource[]): boolean {
  return errors.every(({ at }, i) => {
    const [own, next] = [answers[i], answers[i + 1]];
    return own !== undefined && own.at <= at && (next === undefined || at <= next.at);
  });
}

/** Which answer belongs to which address, among those of one status. */
function paired(
  answers: readonly OktaAnswer[],
  addresses: readonly string[],
  ids: ReadonlyMap<string, string>,
  errored: readonly ErroredResource[],
): ReadonlyMap<string, OktaAnswer> {
  const found = new Map<string, OktaAnswer>();
  for (const address of addresses) {
    const id = ids.get(address);
    const own = id === undefined ? undefined : answers.filter(({ path }) => path?.split('/').includes(id)).at(-1);
    if (own !== undefined) found.set(address, own);
  }
  const taken = new Set([...found.values()]);
  const known = new Set(ids.values());
  const rest = answers.filter((one) => !taken.has(one) && !one.path?.split('/').some((part) => known.has(part)));
  const open = addresses.filter((address) => !found.has(address));
  const [only] = rest;
  if (only === undefined) return found;
  if (new Set(rest.map(said)).size === 1) {
    for (const address of open) found.set(address, only);
    return found;
  }
  const errors = errored.filter(({ address }) => open.includes(address)).sort((a, b) => a.at - b.at);
  const inTime = [...rest].sort((a, b) => a.at - b.at);
  if (errors.length === open.length && errors.length === inTime.length && takeTurns(inTime, errors)) {
    errors.forEach(({ address }, i) => found.set(address, inTime[i] as OktaAnswer));
  }
  return found;
}

/**
 * Adds to each error of a resource what Okta said. Where several answers could be meant, all of them are told once,
 * with the addresses.
 *
 * @param ids Okta's ids of the resources that exist, by address.
 */
export function withOktaCauses(
  diagnostics: readonly Diagnostic[],
  answers: readonly OktaAnswer[],
  ids: ReadonlyMap<string, string>,
  errored: readonly ErroredResource[],
): readonly Diagnostic[] {
  const telling = answers.filter(({ causes }) => causes.length > 0);
  const added: Diagnostic[] = [];
  const causes = new Map<Diagnostic, OktaAnswer>();
  const errors = diagnostics.filter(({ severity, address }) => severity === 'error' && address !== undefined);
  for (const status of new Set(telling.map((answer) => answer.status))) {
    const own = errors.filter((error) => statusIn(error) === status);
    const addresses = own.flatMap(({ address }) => address ?? []);
    const mine = telling.filter((answer) => answer.status === status);
    const pairs = paired(mine, addresses, ids, errored);
    for (const error of own) {
      const answer = pairs.get(error.address ?? '');
      if (answer !== undefined) causes.set(error, answer);
    }
    const open = addresses.filter((address) => !pairs.has(address));
    if (open.length > 0) {
      const texts = [...new Set(mine.map(said))];
      const summary = `Okta answered ${status} to ${open.join(', ')}; which answer is whose cannot be told`;
      added.push({ severity: 'error', summary, detail: texts.join('\n') });
    }
  }
  const told = diagnostics.map((one) => {
    const answer = causes.get(one);
    return answer === undefined ? one : { ...one, detail: [one.detail, said(answer)].filter(Boolean).join('\n') };
  });
  return [...told, ...added];
}
