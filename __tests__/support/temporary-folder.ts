import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of the test file's own, removed when its tests are done. */
export function temporaryFolder(): { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'okta-apps-test-'));
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return { path };
}
