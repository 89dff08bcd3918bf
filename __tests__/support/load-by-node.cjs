// A transform of jest: the file is loaded as Node does, once for all test files of a worker. It is still found as the
// test finds it, so one that has no such package does not get it.
module.exports = {
  process: (_source, file) => ({ code: `module.exports = globalThis.loadedByNode(${JSON.stringify(file)});` }),
};
