import { groupBy } from '../../okta-apps/shared/lists';
import { placeText } from '../../okta-apps/shared/source-places';
import { plainText } from '../../rules/texts';
import { withPlace, type PlacedProblem } from './check-stack';

/** The problems as lines for people: one that is the same in several environments is one line. */
export function problemLines(problems: readonly PlacedProblem[]): readonly string[] {
  const same = groupBy(problems, (problem) => JSON.stringify([problem.severity, anywhere(problem)]));
  return [...same.values()].map(lineOf);
}

function lineOf(same: readonly PlacedProblem[]): string {
  const environments = [...new Set(same.map(({ environment }) => environment))];
  const [first] = same;
  if (first === undefined) return '';
  const { severity, environment, app } = first;
  if (environments.length < 2) {
    const subject = [environment, app].filter((part) => part !== '').join(' ');
    return `${severity}: ${subject === '' ? '' : `[${subject}] `}${withPlace(first)}`;
  }
  const { app: where, message } = anywhere(first);
  const places = [...new Set(same.flatMap(({ place }) => (place === undefined ? [] : [placeText(place)])))];
  return (
    `${severity}: [${environments.join(', ')}] ${where === '' ? '' : `${where}: `}${message}` +
    (places.length === 0 ? '' : ` (${places.join(', ')})`)
  );
}

/** What is the same of a problem in every environment; `billing-dev` of its app and of what it is compared with is `billing-*`. */
function anywhere({ environment, app, prop, rule, message, todo, fix, slots }: PlacedProblem) {
  const inAny = (path: string) => withoutEnvironment(path, environment);
  const told =
    slots && plainText(fix, Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, inAny(value)])));
  return { app: inAny(app), prop, rule, message: told === undefined ? message : message.replace(todo, () => told) };
}

/** The path of a construct without the environment at the end of its parts; other text is left alone. */
function withoutEnvironment(path: string, environment: string): string {
  if (environment === '' || !/^[\w./-]+$/.test(path)) return path;
  const end = `-${environment}`;
  return path
    .split('/')
    .map((part) => (part.endsWith(end) ? `${part.slice(0, -end.length)}-*` : part))
    .join('/');
}
