const { chmodSync, mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * Everything that a run puts into the temporary folder goes into one of its own: cdktf's `Testing` leaves a folder there
 * for each app. PostgreSQL runs as another user and must be able to pass through it. Jest calls this once for each
 * project, so the folder is remembered in this process; a jest that a test starts makes another one inside.
 */
module.exports = () => {
  if (globalThis.temporaryFilesOfThisRun !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'okta-jest-'));
  chmodSync(folder, 0o755);
  globalThis.temporaryFilesOfThisRun = folder;
  process.env.TMPDIR = folder;
};
