import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PLACES_FILE } from '../shared/source-places';
import { STACK_MANIFEST_FILE } from '../shared/stack-manifest';

/**
 * Removes the manifests of earlier synths with their places, so that a stack that is no longer in the code, or no longer an `OktaStack`,
 * has none after the next.
 *
 * @param outdir Absolute path of `cdktf.out`.
 * @returns restores those that were not written again.
 */
export function takeManifestsAway(outdir: string): () => void {
  const texts = new Map(manifestsIn(path.join(outdir, 'stacks')).map((file) => [file, readFileSync(file, 'utf8')]));
  for (const file of texts.keys()) rmSync(file);
  return () => {
    for (const [file, text] of texts) {
      if (!existsSync(file) && existsSync(path.dirname(file))) writeFileSync(file, text);
    }
  };
}

function manifestsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((stack) => [STACK_MANIFEST_FILE, PLACES_FILE].map((name) => path.join(folder, stack, name)))
    .filter((file) => existsSync(file));
}
