import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { SourcePlace } from '../../okta-apps/shared/source-places';
import { firstInProject } from './project-frames';

/** Frames that are kept of a stack trace: a construct may be made by helpers of the team and of packages. */
const FRAMES = 5;

/** Known also by another copy of this package. */
const TRACE = Symbol.for('okta-oidc-cdktf.trace');

/** A stack trace that is formatted when it is asked for, which most are not. */
interface Trace {
  readonly stack?: unknown;
  place?: SourcePlace | undefined;
}

/**
 * Remembers which line of code makes the construct. It costs some microseconds; what the line is comes out later, and
 * only when it is asked for.
 *
 * @param maker The class or function whose caller is meant.
 */
export function capturePlace(construct: IConstruct, maker: NewableFunction): void {
  const { stackTraceLimit } = Error;
  const trace: Trace = {};
  Error.stackTraceLimit = FRAMES;
  Error.captureStackTrace(trace, maker);
  Error.stackTraceLimit = stackTraceLimit;
  Object.defineProperty(construct, TRACE, { value: trace });
}

/** Gives a construct the place of another, for which it was made. */
export function sharePlace(construct: IConstruct, other: IConstruct): void {
  const trace = traceOf(other);
  if (trace !== undefined) Object.defineProperty(construct, TRACE, { value: trace });
}

/**
 * The line of the project's code that declares the construct, or what it is a part of: an app has resources.
 *
 * @returns undefined where no line of the project is known. The stack stands for itself only, not for what is in it.
 */
export function placeOf(construct: IConstruct): SourcePlace | undefined {
  for (let one: IConstruct | undefined = construct; one !== undefined; one = one.node.scope) {
    if (one !== construct && TerraformStack.isStack(one)) return undefined;
    const trace = traceOf(one);
    if (trace !== undefined) return formatted(trace);
  }
  return undefined;
}

function traceOf(construct: IConstruct): Trace | undefined {
  return (construct as { [TRACE]?: Trace })[TRACE];
}

/** V8 formats a trace once. */
function formatted(trace: Trace): SourcePlace | undefined {
  if (!('place' in trace)) trace.place = firstInProject(callSitesOf(trace));
  return trace.place;
}

/** Without the text that runners of TypeScript make of it, which costs a hundred times as much. */
function callSitesOf(trace: Trace): readonly NodeJS.CallSite[] {
  const { prepareStackTrace } = Error as { prepareStackTrace?: (error: Error, sites: NodeJS.CallSite[]) => unknown };
  let sites: readonly NodeJS.CallSite[] = [];
  Error.prepareStackTrace = (_, callSites) => {
    sites = callSites;
    return '';
  };
  Reflect.get(trace, 'stack');
  Object.assign(Error, { prepareStackTrace });
  return sites;
}
