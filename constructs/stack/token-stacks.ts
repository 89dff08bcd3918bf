/**
 * Runs `build` without the stack traces that CDKTF takes for every token it makes, which nobody reads and which
 * cost most of the time of building a large stack. An error thrown inside keeps its stack.
 */
export function withoutTokenStacks<T>(build: () => T): T {
  const capture = Object.getOwnPropertyDescriptor(Error, 'captureStackTrace');
  Error.captureStackTrace = (target: object) => {
    Object.defineProperty(target, 'stack', { value: '', configurable: true, writable: true });
  };
  try {
    return build();
  } finally {
    if (capture) Object.defineProperty(Error, 'captureStackTrace', capture);
  }
}
