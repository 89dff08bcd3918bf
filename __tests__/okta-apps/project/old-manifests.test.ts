import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeManifestsAway } from '../../../okta-apps/project/old-manifests';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

function assembly(): string {
  const outdir = mkdtempSync(join(folder.path, 'out-'));
  for (const stack of ['a', 'b']) {
    mkdirSync(join(outdir, 'stacks', stack), { recursive: true });
    writeFileSync(join(outdir, 'stacks', stack, 'okta-apps.json'), stack);
    writeFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), '{}');
  }
  return outdir;
}

const manifest = (outdir: string, stack: string) => join(outdir, 'stacks', stack, 'okta-apps.json');

test('the manifests of earlier synths are gone before the next, and nothing else is', () => {
  const outdir = assembly();
  takeManifestsAway(outdir);
  expect(['a', 'b'].filter((stack) => existsSync(manifest(outdir, stack)))).toEqual([]);
  expect(existsSync(join(outdir, 'stacks/a/cdk.tf.json'))).toBe(true);
});

test('after a synth that failed they are back, where their stack still is and no other was written', () => {
  const outdir = assembly();
  const restore = takeManifestsAway(outdir);
  writeFileSync(manifest(outdir, 'a'), 'written again');
  restore();
  expect(['a', 'b'].map((stack) => readFileSync(manifest(outdir, stack), 'utf8'))).toEqual(['written again', 'b']);
  const again = takeManifestsAway(outdir);
  rmSync(join(outdir, 'stacks/a'), { recursive: true });
  again();
  expect(existsSync(join(outdir, 'stacks/a'))).toBe(false);
});

test('a first synth has none', () => {
  expect(takeManifestsAway(join(folder.path, 'nowhere'))).not.toThrow();
});
