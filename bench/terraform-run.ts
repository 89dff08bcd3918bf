import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Seconds that each step took. */
export interface Times {
  readonly plan: number;
  readonly apply: number;
}

/** Plans the configuration with its state on the state server, applies that plan, and takes the time of both. */
export async function planAndApply(
  folder: string,
  states: string,
  configuration: { readonly terraform?: object; readonly [block: string]: unknown },
  env: NodeJS.ProcessEnv,
): Promise<Times> {
  mkdirSync(folder, { recursive: true });
  const backend = { http: { address: `${states}/${String(Math.random()).slice(2)}` } };
  const terraform = { ...configuration.terraform, backend };
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ ...configuration, terraform }));
  const run = (...args: string[]) => terraformRun(folder, args, env);
  await run('init', '-input=false');
  const plan = await run('plan', '-input=false', '-out=plan.tfplan');
  const apply = await run('apply', '-input=false', 'plan.tfplan');
  return { plan: plan.seconds, apply: apply.seconds };
}

/** What a run took and printed. */
export interface Run {
  readonly seconds: number;
  readonly stdout: string;
}

/** Runs Terraform. Not spawnSync: the org and the endpoint live in this process. */
export function terraformRun(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  const begin = process.hrtime.bigint();
  const child = spawn(process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform', args, {
    cwd,
    env: { ...process.env, CHECKPOINT_DISABLE: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (printed[stream] += text));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve({ seconds: Number(process.hrtime.bigint() - begin) / 1e9, stdout: printed.stdout });
      else reject(new Error(`terraform ${args[0] ?? ''} exited with ${String(code)}\n${printed.stderr}`));
    });
  });
}
