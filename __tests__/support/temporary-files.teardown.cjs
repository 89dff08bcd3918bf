const { rmSync } = require('node:fs');

/** Removes what this run left, and nothing else: not the folder of a run that started this one. */
module.exports = () => {
  const folder = globalThis.temporaryFilesOfThisRun;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
};
