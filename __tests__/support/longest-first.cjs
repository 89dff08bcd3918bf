// Jest starts the largest files first where it has not run them before, as in CI. The longest tests are in small files:
// begun last, the attacker alone kept one core busy for ten minutes.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST = ['attacker', 'interrupted-apply', 'ci-tools', 'both-ways', 's3', 'pipeline'];

const rank = ({ path }) => {
  const at = LONGEST.findIndex((name) => path.endsWith(`/${name}.slow.test.ts`));
  return at === -1 ? LONGEST.length : at;
};

module.exports = class extends Sequencer {
  async sort(tests) {
    return [...(await super.sort(tests))].sort((a, b) => rank(a) - rank(b));
  }
};
