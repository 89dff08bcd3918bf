// Okta's SDK is a thousand files: each test file that loads them waits a second.
module.exports = globalThis.loadedByNode('@okta/okta-sdk-nodejs');
