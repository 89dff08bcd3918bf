import { version as VERSION } from 'cdktf/package.json';
import { environments } from '../../env/environments';
import { buildApp } from '../../stacks/build-app';
import { runSynthesize } from '../support/project';
import type { SynthesizedStack } from '../support/synth-stack';

const wanted = environments.map(({ name }) => name).join(',');
const run = runSynthesize({ environments, wanted, build: buildApp });

function addresses(file: string): string[] {
  const { resource = {} } = JSON.parse(file) as SynthesizedStack;
  return Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map((name) => `${type}.${name}`));
}

/** The document without the version of the library, which is another with the npm alias to cdktn. */
function withoutVersion(file: string): unknown {
  return JSON.parse(file, (key: string, value: unknown) => (key === 'version' && value === VERSION ? 'x.y.z' : value));
}

describe('the example stacks', () => {
  it('are free of problems in every environment', () => {
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBeUndefined();
  });

  it('have these addresses: changing one deletes the app and makes another', () => {
    const all = Object.entries(run.files)
      .filter(([path]) => path.endsWith('cdk.tf.json'))
      .map(([path, file]) => [path.split('/')[1], addresses(file)]);
    expect(Object.fromEntries(all)).toMatchSnapshot();
  });

  it('synthesize staging to these files', () => {
    const staging = Object.entries(run.files).filter(([path]) => path.includes('-staging/'));
    expect(Object.fromEntries(staging.map(([path, file]) => [path, withoutVersion(file)]))).toMatchSnapshot();
  });

  it('write the same bytes in another folder', () => {
    const again = runSynthesize({ environments, wanted, build: buildApp });
    expect(again.files).toEqual(run.files);
  });
});
