import { rmSync } from 'node:fs';
import { inTurns, type Command, type Ratio } from './measure';
import { CLI } from './project';
import { teamsProject } from './teams-project';

const TEAMS = 20;
const ENVIRONMENTS = ['dev', 'staging', 'prod'];
const APPS = 3;
const ROUNDS = 3;
/** A stack is one team's apps in one environment. */
const LIMIT = 0.1;
/** One edit of a team's file usually changes its stack in every environment. */
const TEAM_LIMIT = 0.15;

/**
 * `okta-apps review --rehearse` of a change in one team's file, beside the same review of a change in every team's
 * file, which rehearses all 60 stacks. The base is kept from the command before, as on a developer's machine.
 */
export function changed(): Ratio[] {
  const projects = {
    one: teamsProject(TEAMS, ENVIRONMENTS, APPS),
    team: teamsProject(TEAMS, ENVIRONMENTS, APPS),
    all: teamsProject(TEAMS, ENVIRONMENTS, APPS),
  };
  try {
    projects.one.relabel(7, 'prod');
    projects.team.relabel(7);
    for (let team = 1; team <= TEAMS; team++) projects.all.relabel(team);
    const [one = 0, team = 0, all = 0] = inTurns(
      [projects.one, projects.team, projects.all].map(({ folder }) => reviewIn(folder)),
      ROUNDS,
    );
    const stacks = TEAMS * ENVIRONMENTS.length;
    const beside = `beside rehearsing all ${stacks}`;
    const ratio = (name: string, value: number, limit: number): Ratio => ({
      name: `${name}, ${beside}`,
      value,
      baseline: all,
      unit: 's',
      limit,
    });
    return [
      ratio(`review --rehearse of one changed stack of ${stacks}`, one, LIMIT),
      ratio(`the same of one team's stack in ${ENVIRONMENTS.length} environments`, team, TEAM_LIMIT),
    ];
  } finally {
    for (const { folder } of Object.values(projects)) rmSync(folder, { recursive: true });
  }
}

function reviewIn(cwd: string): Command {
  const args = [CLI, 'review', '--rehearse', '--env', ENVIRONMENTS.join()];
  return { command: process.execPath, args, cwd, accepted: [2] };
}
