// Run by a provisioner of Terraform: says by a file that it has come so far, and waits for another file, which opens
// the gate. Gives up after half a minute.
const { existsSync, writeFileSync } = require('node:fs');

const [, , gate] = process.argv;
writeFileSync(`${gate}.reached`, '');
const deadline = Date.now() + 30_000;
const timer = setInterval(() => {
  if (!existsSync(`${gate}.open`) && Date.now() < deadline) return;
  clearInterval(timer);
  process.exitCode = existsSync(`${gate}.open`) ? 0 : 1;
}, 50);
