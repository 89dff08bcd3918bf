// Jest's own environment of Node, whose tests can also load a package as Node does: once for all files of a worker.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.loadedByNode = require;
  }
};
