import type { Project } from '../project/find-project';
import { formatFiles } from '../scaffold/format';
import { NotUnderstood } from '../scaffold/code/project-shape';
import { teamNameProblem } from '../scaffold/names';
import { refuseLikelyTypo } from '../scaffold/new/team-stack';
import { writeChanges } from '../scaffold/new/write-changes';
import type { LibraryName } from '../scaffold/new/specifiers';
import type { FileToWrite } from '../scaffold/write-all';
import type { Waiver } from '../shared/environment-rules';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { counted, listed } from '../shared/lists';
import { addedText } from './code/added-text';
import { hasOrigins, type AppCode } from './code/app-code';
import { filesFor, readCode, ruledEnvironment, takenIds, type AdoptingCode } from './code/declare-apps';
import { constructIdFor } from './construct-id';
import { liftValues, type AppThere, type Lifted } from './lift-values';
import { errorsOf, waiversFor, type RuledApp } from './rule-findings';

/** An app that is to be declared, with what it is in each environment. */
export interface WantedApp {
  readonly label: string;
  readonly there: readonly AppThere[];
  /** Terraform variable of an initial client secret, by its construct ID. @default - Okta has made one */
  readonly secretVariable?: (id: string) => string;
  /** Changes what is the same in all environments. */
  readonly finish?: (lifted: Lifted, id: string) => Lifted;
}

export interface WriteOptions {
  /** Team whose stack gets the apps. @default - the only team of the project */
  readonly stack?: string;
  /** Print what would be written, and write nothing. */
  readonly dryRun?: boolean;
}

/** What was written for the apps, or would be. */
export interface Written {
  readonly team: string;
  /** Construct IDs, in the order of the apps. */
  readonly ids: readonly string[];
  readonly files: readonly FileToWrite[];
  readonly waivers: ReadonlyMap<string, readonly Waiver[]>;
  /** False when a snapshot of the project's tests is not that of the code. */
  readonly isWhole: boolean;
}

/** Where code is added, checked before anything is asked of Okta. */
export interface Target {
  readonly adopting: AdoptingCode;
  readonly team: string;
}

/** @throws UserError when the project has another form, or the team is not clear. */
export function targetIn(project: Project, stack: string | undefined): Target {
  const adopting = understood(() => readCode(project));
  const { teams } = adopting.shape;
  const [only] = teams;
  const team = stack ?? (teams.length === 1 ? only?.name : undefined);
  if (team === undefined) {
    throw new UserError(
      `--stack must say which team's stack gets the code: ${listed(
        teams.map(({ name }) => name),
        'or',
      )}, or a new name. Nothing was written.`,
    );
  }
  const problem = teamNameProblem(team)?.replace('--team', '--stack');
  if (problem !== undefined) throw new UserError(`${problem}. Nothing was written.`);
  refuseLikelyTypo(team, teams);
  return { adopting, team };
}

/**
 * Declares apps in the code of the project: all files or none.
 *
 * @param check Looks at the project with the files in it; where it throws, none is written.
 * @throws UserError with what is wrong; then nothing is written.
 */
export async function declareApps(
  project: Project,
  { adopting, team }: Target,
  apps: readonly WantedApp[],
  { dryRun = false }: WriteOptions,
  { io, day, check }: { readonly io: Io; readonly day: string; readonly check?: () => Promise<void> },
): Promise<Written> {
  const taken = new Set(takenIds(adopting));
  const declared = apps.map(({ label, there, finish, secretVariable }) => {
    const id = constructIdFor(label, taken);
    taken.add(id);
    const lifted = liftValues(there);
    return { id, lifted: finish?.(lifted, id) ?? lifted, there, secretVariable: secretVariable?.(id) };
  });
  const waivers = waiversOf(declared, team, adopting, day);
  const names: readonly LibraryName[] = [
    ...(declared.some(({ secretVariable }) => secretVariable !== undefined) ? (['ClientSecret'] as const) : []),
    'OidcWebApp',
    ...(declared.some(({ lifted }) => hasOrigins(lifted)) ? (['TrustedOrigins'] as const) : []),
  ];
  const files = filesFor({ team, apps: declared, names, waivers }, adopting);
  const ids = declared.map(({ id }) => id);
  if (dryRun) {
    const formatted = await formatFiles(project, files, io);
    for (const file of formatted) io.stdout.write(addedText(file));
    return { team, ids, files: formatted, waivers, isWhole: true };
  }
  const stacks = adopting.shape.environments.map(({ name }) => `${team}-${name}`);
  return { team, ids, files, waivers, isWhole: await writeChanges(project, files, stacks, io, check) };
}

type Declared = AppCode & Pick<WantedApp, 'there'> & { readonly secretVariable: string | undefined };

/** Waivers by environment. */
function waiversOf(
  declared: readonly Declared[],
  team: string,
  adopting: AdoptingCode,
  day: string,
): ReadonlyMap<string, readonly Waiver[]> {
  const environments = adopting.shape.environments.filter(({ isLocal, name }) => !isLocal || isOf(declared, name));
  const ruled = environments.map((environment) => {
    const apps = declared.flatMap((app) => ruledApps(app, environment.name, team));
    return ruledEnvironment(environment, apps, adopting);
  });
  const problems = errorsOf(ruled);
  return new Map(
    environments.map(({ name }) => [
      name,
      waiversFor(
        problems.filter(({ environment }) => environment === name),
        day,
      ),
    ]),
  );
}

function isOf(declared: readonly Declared[], name: string): boolean {
  return declared.some(({ there }) => there.some(({ environment }) => environment === name));
}

function ruledApps({ id, there, lifted, secretVariable }: Declared, name: string, team: string): readonly RuledApp[] {
  const origins = lifted.entries.find(({ environment }) => environment === name)?.origins ?? [];
  return there
    .filter(({ environment }) => environment === name)
    .map(({ props }) => ({
      id,
      stack: `${team}-${name}`,
      props,
      origins,
      ...(secretVariable !== undefined && { secretVariable }),
    }));
}

/** @throws UserError when the code is not in the form that is known. */
function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    throw new UserError(
      `${error.message}. So nothing was written. Give the project the form that okta-apps init writes: a list of ` +
        'environments, and one function that adds the stacks.',
    );
  }
}

/** `3 waivers in env/prod.ts` is said only where there are some. */
export function waiverText({ waivers }: Pick<Written, 'waivers'>): string {
  const some = [...waivers].filter(([, its]) => its.length > 0);
  if (some.length === 0) return '';
  const lines = some.flatMap(([environment, its]) =>
    its.map(({ rule, address }) => `  ${environment}: ${rule} of ${address}\n`),
  );
  const count = counted(lines.length, 'rule finding is', 'rule findings are');
  return `${count} waived for 90 days. Write the reason of each waiver, or fix the app:\n${lines.join('')}`;
}
