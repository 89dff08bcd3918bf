const Bottleneck = require('bottleneck/light');

/** Bottleneck whose groups leave no time between two requests; it waits before another try as it is told to. */
module.exports = class extends Bottleneck {
  static Group = class extends Bottleneck.Group {
    constructor(options) {
      super({ ...options, minTime: 0 });
    }
  };
};
