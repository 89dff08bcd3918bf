const REGISTER = Symbol.for('okta-oidc-cdktf.sourcePosition');
const runner = globalThis as { [REGISTER]?: ((position: object) => object) | undefined };

/** For tests of places in code: jest keeps its source maps to itself, so lines are those of the compiled code there. */
export function knowLines(): void {
  beforeEach(() => {
    runner[REGISTER] = (position) => position;
  });
  afterEach(forgetLines);
}

/** As jest alone is: what it compiles has no lines that are known. */
export function forgetLines(): void {
  runner[REGISTER] = undefined;
}
