import { withoutTokenStacks } from '../../../constructs/stack/token-stacks';

describe('withoutTokenStacks', () => {
  it('takes no stack for what asks for one explicitly, as a token does', () => {
    const token: { stack?: string } = {};
    withoutTokenStacks(() => {
      Error.captureStackTrace(token);
    });
    expect(token.stack).toBe('');
  });

  it('leaves an error thrown inside its stack, and puts things back after it', () => {
    const capture = Error.captureStackTrace;
    const fail = () =>
      withoutTokenStacks(() => {
        throw new Error('inside');
      });
    let stack = '';
    try {
      fail();
    } catch (error) {
      stack = (error as Error).stack ?? '';
    }
    expect(stack).toContain('token-stacks.test');
    expect(Error.captureStackTrace).toBe(capture);
  });
});
