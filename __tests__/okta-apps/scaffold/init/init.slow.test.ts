import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packedPackage } from '../../../support/packed-package';
import { temporaryFolder } from '../../../support/temporary-folder';

const BOUND = 300_000;
const parent = temporaryFolder();

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', timeout: BOUND, stdio: ['ignore', 'pipe', 'pipe'] });
}

test(
  'packed, installed and used in an empty folder: every command of its README works as it is, and after a new app too',
  () => {
    const tarball = packedPackage(parent.path);
    const folder = realpathSync(mkdtempSync(join(parent.path, 'new-')));
    // As npx does: the tool is installed into a folder of its own, and runs in another one.
    const npx = realpathSync(mkdtempSync(join(parent.path, 'npx-')));
    run('npm', ['install', '--prefer-offline', tarball], npx);
    const made = run(
      join(npx, 'node_modules/.bin/okta-apps'),
      ['init', '--yes', '--name', 'fresh', '--ci', 'github'],
      folder,
    );
    expect(made).toContain('Wrote package.json\n');
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies['okta-oidc-cdktf']).toBe(`file:../${basename(tarball)}`);
    run('npm', ['install', '--prefer-offline'], folder);
    const bin = (name: string): string => join(folder, 'node_modules/.bin', name);
    expect(run(bin('tsc'), ['--noEmit'], folder)).toBe('');
    expect(run(bin('okta-apps'), ['synth'], folder)).toBe('Wrote 2 stacks to cdktf.out: shop-dev, shop-prod\n');
    expect(run(bin('okta-apps'), ['apply', '--env', 'local'], folder)).toContain('shop-local');
    run(bin('jest'), ['--ci'], folder);
    expect(run(bin('okta-apps'), ['ci', '--github'], folder)).toBe(
      'Nothing to write: the pipeline files are those of env/.\n',
    );
    expect(run(bin('okta-apps'), ['ci', '--gitlab'], folder)).toContain('Wrote .gitlab/okta-apps.yml\n');
    const added = run(bin('okta-apps'), ['new', 'app', 'invoices-web', '--team', 'shop'], folder);
    expect(added).toContain('Updated the snapshots of __tests__/stacks.test.ts\n');
    run(bin('jest'), ['--ci'], folder);
    expect(run(bin('tsc'), ['--noEmit'], folder)).toBe('');
  },
  BOUND,
);
