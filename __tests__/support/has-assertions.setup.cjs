// A test that asserts nothing cannot fail: a loop over a list that turns out to be empty, or a callback that is never called.
beforeEach(() => {
  expect.hasAssertions();
});
