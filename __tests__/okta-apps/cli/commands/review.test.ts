import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { wantsColor } from '../../../../okta-apps/run/review-output';
import type { Review } from '../../../../okta-apps/review/review-model';
import { dataStack, plainProject, stackManifest } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { appChange, newApp, rawChange, rawPlan, SOUND_APP } from '../../review/support/plan-json';

const folder = temporaryFolder();

/** A folder with these files; objects are written as JSON. */
function files(contents: Readonly<Record<string, unknown>>): string {
  const cwd = mkdtempSync(join(folder.path, 'plans-'));
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return cwd;
}

function review(cwd: string, ...argv: string[]) {
  return runCli(['review', ...argv], { cwd });
}

const LABEL = rawPlan([appChange({}, { label: 'Shop 2' })]);
const DELETED = rawPlan([rawChange('okta_app_oauth.web', SOUND_APP, null)]);

describe('plans of okta-apps plan', () => {
  const env = { ACME_PLAN: 'plan-token-81fe' };

  test('are reviewed without Terraform, credential or network; as long as the code is the same', async () => {
    const { folder: cwd, change } = plainProject(folder.path, {
      'shop-dev': { terraform: dataStack({ web: 1 }) },
      'empty-dev': {},
    });
    await runCli(['synth'], { cwd });
    const none = await review(cwd, '--format', 'json');
    expect({ code: none.code, stderr: none.stderr }).toEqual({ code: 2, stderr: '' });
    const { verdict, notLookedAt } = JSON.parse(none.stdout) as Pick<Review, 'verdict' | 'notLookedAt'>;
    expect([verdict, notLookedAt.map(({ where }) => where)]).toEqual(['changes', ['empty-dev', 'shop-dev']]);
    expect((await review(cwd)).stdout).toMatch(/^Needs review: /);
    const planned = await runCli(['plan'], { cwd, env });
    const reviewed = await runCli(['review'], { cwd, env: { PATH: '' } });
    expect({ code: reviewed.code, stderr: reviewed.stderr }).toEqual({ code: 2, stderr: '' });
    expect(planned.stdout).toBe(`${planned.stdout.split('\n')[0] ?? ''}\n\n${reviewed.stdout}`);
    expect((await review(cwd, '--env', 'prod')).stderr).toBe(
      'There are no stacks of prod; known environments are dev\n',
    );
    change({ 'shop-dev': { terraform: dataStack({ web: 2 }) }, 'empty-dev': {} });
    await runCli(['synth'], { cwd });
    expect((await review(cwd)).stderr).toBe(
      'shop-dev: the code has changed since this plan; run okta-apps plan again\n',
    );
  });

  test('are no whole review where others were not planned: it is a finding, and exit code 2', async () => {
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {}, 'desk-dev': {} });
    await runCli(['plan', 'shop-dev'], { cwd, env });
    const { code, stdout, stderr } = await review(cwd);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toContain(
      'stack: desk-dev – desk in dev\n  Run okta-apps plan for it, or choose other environments with --env.\n',
    );
    const { notLookedAt } = JSON.parse((await review(cwd, '--format', 'json')).stdout) as Pick<Review, 'notLookedAt'>;
    expect(notLookedAt).toMatchObject([{ where: 'desk-dev', rule: 'review/not-planned' }]);
  });

  test('that failed are reviewed as failed, exit code 1', async () => {
    const broken = { resource: { terraform_data: { web: { input: '${nothing.here}' } } } };
    const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: broken } });
    await runCli(['plan'], { cwd, env });
    const { code, stdout } = await review(cwd, '--format', 'markdown');
    expect({ code, first: stdout.split('\n').slice(0, 2) }).toEqual({
      code: 1,
      first: [
        '<!-- okta-apps: plan review -->',
        '### ⛔ Blocked: the plan failed, so its effect is unknown; this stack cannot be applied (`shop` in `dev`)',
      ],
    });
  });
});

describe('plan files from elsewhere', () => {
  test('are read as PowerShell writes them', async () => {
    const cwd = files({ 'plain-prod.json': LABEL });
    const text = `\ufeff${JSON.stringify(LABEL)}`;
    const plain = await review(cwd, 'plain-prod.json');
    for (const encoding of ['utf8', 'utf16le'] as const) {
      writeFileSync(join(cwd, 'plain-prod.json'), text, encoding);
      expect(await review(cwd, 'plain-prod.json')).toEqual(plain);
    }
    expect(plain).toMatchObject({ code: 2, stderr: '' });
  });

  test('take stack and environment from the okta-apps.json beside them, with its waivers', async () => {
    const waiver = {
      rule: 'app/deleted',
      address: 'okta_app_oauth.web',
      reason: 'no longer used',
      expires: '2999-01-01',
    };
    const prod = { environment: 'prod', production: true };
    const cwd = files({
      'a/plan.json': DELETED,
      'a/okta-apps.json': stackManifest('shop-prod', prod),
      'b/plan.json': DELETED,
      'b/okta-apps.json': stackManifest('shop-prod', { ...prod, rules: { waivers: [waiver] } }),
    });
    expect((await review(cwd, 'a/plan.json')).code).toBe(3);
    const accepted = await review(cwd, 'b/plan.json', '--format', 'json');
    expect(accepted.code).toBe(2);
    expect(JSON.parse(accepted.stdout)).toMatchObject({
      verdict: 'changes',
      stacks: [{ stack: 'shop-prod', environment: 'prod', production: true, notes: [] }],
    });
  });

  test('else from their names, reviewed as production, which is said', async () => {
    const cwd = files({
      'shop-dev.json': LABEL,
      'desk-prod/tfplan.json': rawPlan([]),
      'web.plan.json': rawPlan([newApp()]),
    });
    const { stdout } = await review(cwd, 'shop-dev.json', 'desk-prod/tfplan.json', 'web.plan.json', '--format', 'json');
    const { stacks } = JSON.parse(stdout) as { stacks: readonly Record<string, unknown>[] };
    expect(stacks.map(({ stack, environment, production }) => [stack, environment, production])).toEqual([
      ['shop-dev', 'dev', true],
      ['desk-prod', 'prod', true],
      ['web', 'web', true],
    ]);
    expect(stacks[0]?.['notes']).toEqual([
      'stack and environment are taken from the name of the file, because there is no okta-apps.json beside it; reviewed as production',
    ]);
    expect((await review(cwd, 'shop-dev.json', 'web.plan.json', '--env', 'web')).stdout).not.toContain('shop-dev');
    expect((await review(cwd, 'shop-dev.json', '--env', 'prod')).stderr).toBe(
      'None of these plans is of prod; they are of dev\n',
    );
  });

  test('nothing changes: 0', async () => {
    expect((await review(files({ 'shop-dev.json': rawPlan([]) }), 'shop-dev.json')).code).toBe(0);
  });

  const MADE = 'make the file with "terraform show -json <saved plan>"';
  test.each([
    ['ends early', JSON.stringify(LABEL).slice(0, -40), `it is not JSON, or it is truncated; ${MADE}`],
    ['is empty', '', `the file is empty; ${MADE}`],
    ['is other JSON', '{"hello":1}', `it has no format_version, so Terraform did not write it as a plan; ${MADE}`],
    ['is a state', '{"format_version":"1.0","values":{}}', `it is a state, not a plan; ${MADE}`],
    [
      'is of a later format',
      '{"format_version":"2.0"}',
      `its format_version is "2.0", and only 1.x is supported; ${MADE}`,
    ],
    ['is nested without end', '['.repeat(200_000), `it is not JSON, or it is truncated; ${MADE}`],
  ])('a file that %s: one message, exit code 1, nothing printed', async (_, content, why) => {
    const cwd = files({ 'x-dev.json': content, 'shop-dev.json': LABEL });
    expect(await review(cwd, 'shop-dev.json', 'x-dev.json')).toEqual({
      code: 1,
      stdout: '',
      stderr: `x-dev.json: cannot review this plan: ${why}\n`,
    });
  });

  test('a file that is missing, a folder, a cut record, one stack twice: one message each', async () => {
    const cwd = files({
      'a/shop-dev.json': LABEL,
      'b/shop-dev.json': LABEL,
      'r.json': '{"kind":"okta-apps plan record"}',
    });
    const says = async (...names: string[]) => {
      const { code, stdout, stderr } = await review(cwd, ...names);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      return stderr;
    };
    expect(await says('none.json')).toBe('none.json does not exist\n');
    expect(await says('a')).toBe('a cannot be read (EISDIR)\n');
    expect(await says('r.json')).toBe('r.json is no plan record of this okta-apps; plan again: okta-apps plan\n');
    expect(await says('a/shop-dev.json', 'b/shop-dev.json')).toBe(
      'These plans cannot be reviewed together: stack "shop-dev" is there twice; give each stack once\n',
    );
    expect(await says('a/shop-dev.json', '--format', 'html')).toMatch(/argument 'html' is invalid/);
  });

  test('huge values are truncated; a secret of the environment is found wherever it stands', async () => {
    const canary = 'canary-7f3a9d21';
    const uris = [`https://${canary}.example.org/callback`, `https://a.example.org/${'x'.repeat(500_000)}`];
    const cwd = files({ 'shop-dev.json': rawPlan([appChange({}, { redirect_uris: uris, label: canary })]) });
    for (const format of ['text', 'markdown', 'json']) {
      const env = { SOME_TOKEN: canary };
      const { stdout, stderr } = await runCli(['review', 'shop-dev.json', '--format', format], { cwd, env });
      expect(stdout + stderr).not.toContain(canary);
      if (format !== 'json') expect(stdout.length).toBeLessThan(20_000);
    }
  });
});

test('digests go to the file that was named; a place that cannot be written to is one message', async () => {
  const cwd = files({ 'shop-dev.json': LABEL });
  await review(cwd, 'shop-dev.json', '--digests', 'd.json');
  expect(JSON.parse(readFileSync(join(cwd, 'd.json'), 'utf8'))).toMatchObject({
    version: 2,
    digests: [{ stack: 'shop-dev', outcome: 'planned', changes: ['update okta_app_oauth.web'] }],
  });
  expect((await review(cwd, 'shop-dev.json', '--digests', 'no/d.json')).stderr).toBe(
    'no/d.json cannot be written (ENOENT)\n',
  );
});

test('colors are for terminals, unless NO_COLOR says no', () => {
  const terminal = { write: () => true, isTTY: true };
  expect(wantsColor(terminal, {})).toBe(true);
  expect(wantsColor(terminal, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColor(terminal, { TERM: 'dumb' })).toBe(false);
  expect(wantsColor({ write: () => true }, {})).toBe(false);
});
