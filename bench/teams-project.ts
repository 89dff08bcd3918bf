import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './project';

/** A git repository of many teams that uses this package. */
export interface TeamsProject {
  readonly folder: string;
  /** Gives a team's first app another label: in one environment, or in all of them. */
  readonly relabel: (team: number, environment?: string) => void;
}

const MAIN = `import { synthesize } from 'okta-oidc-cdktf/stacks/synthesize';
import { environments } from './env/environments';
import { buildApp } from './stacks/build-app';

synthesize({ environments, wanted: process.env['OKTA_ENV'], build: buildApp });
`;

function environmentsText(names: readonly string[]): string {
  const all = names.map((name) => ({
    name,
    production: name === 'prod',
    org: { name: `harborgoods-${name}`, baseUrl: 'okta.com' },
    credentials: {
      plan: { type: 'api-token', tokenVariable: `OKTA_${name.toUpperCase()}_PLAN_TOKEN` },
      apply: { type: 'api-token', tokenVariable: `OKTA_${name.toUpperCase()}_APPLY_TOKEN` },
    },
    backend: { type: 's3', bucket: `state-${name}`, key: '{stack}.tfstate', region: 'eu-central-1' },
    providerVersion: '>= 6.9.0, != 6.14.0, < 7.0.0',
    preventDestroy: name === 'prod',
    apps: {},
  }));
  return `import type { Environment } from 'okta-oidc-cdktf/env/environment';

export const environments: readonly Environment[] = ${JSON.stringify(all)};
`;
}

const nameOf = (team: number) => `team-${String(team).padStart(2, '0')}`;

/** @param label TypeScript for the label of the first app. */
function teamText(team: number, apps: number, label: string): string {
  const each = Array.from({ length: apps }, (_, n) => {
    const app = `${nameOf(team)}-${n}`;
    const origin = `https://${app}.\${environment.name}.harborgoods.net`;
    return `    new OidcWebApp(this, '${app}', {
      label: ${n === 0 ? label : `'${app}'`},
      clientId: \`${app}-\${environment.name}\`,
      redirectUris: [\`${origin}/callback\`],
      postLogoutRedirectUris: [\`${origin}/\`],
    });`;
  });
  return `import type { Construct } from 'constructs';
import { OidcWebApp } from 'okta-oidc-cdktf/constructs/oidc-web-app';
import type { Environment } from 'okta-oidc-cdktf/env/environment';
import { OktaStack } from 'okta-oidc-cdktf/stacks/okta-stack';

export class Team${team} extends OktaStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, '${nameOf(team)}', environment);
${each.join('\n')}
  }
}
`;
}

function buildText(teams: readonly number[]): string {
  return `import type { App } from 'cdktf';
import type { Environment } from 'okta-oidc-cdktf/env/environment';
${teams.map((team) => `import { Team${team} } from './${nameOf(team)}';`).join('\n')}

export function buildApp(app: App, environment: Environment): void {
${teams.map((team) => `  new Team${team}(app, environment);`).join('\n')}
}
`;
}

/** One by one, so that what is kept below `node_modules/.cache` is the project's own. */
function linkPackages(folder: string): void {
  const from = join(ROOT, 'node_modules');
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(from).filter((each) => each !== '.cache' && each !== 'okta-oidc-cdktf')) {
    symlinkSync(join(from, name), join(folder, 'node_modules', name));
  }
  symlinkSync(ROOT, join(folder, 'node_modules', 'okta-oidc-cdktf'));
}

function commitAll(folder: string): void {
  const env = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, env });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@acme.dev', 'commit', '--quiet', '--message', 'base');
}

/** Writes a project of so many teams, each with so many apps in every environment, and commits it on `main`. */
export function teamsProject(teamCount: number, environments: readonly string[], apps: number): TeamsProject {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-bench-'));
  const write = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
  };
  const writeTeam = (team: number, label: string) => {
    write(`stacks/${nameOf(team)}.ts`, teamText(team, apps, label));
  };
  const teams = Array.from({ length: teamCount }, (_, n) => n + 1);
  for (const name of ['env', 'stacks']) mkdirSync(join(folder, name));
  write('cdktf.json', JSON.stringify({ language: 'typescript', app: 'node -r okta-oidc-cdktf/register main.ts' }));
  write('.gitignore', 'node_modules\ncdktf.out\n');
  write('main.ts', MAIN);
  write('env/environments.ts', environmentsText(environments));
  write('stacks/build-app.ts', buildText(teams));
  for (const team of teams) writeTeam(team, `'${nameOf(team)}'`);
  commitAll(folder);
  linkPackages(folder);
  return {
    folder,
    relabel: (team, environment) => {
      const other = `'${nameOf(team)} relabelled'`;
      writeTeam(
        team,
        environment === undefined ? other : `environment.name === '${environment}' ? ${other} : '${nameOf(team)}'`,
      );
    },
  };
}
