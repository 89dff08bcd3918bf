import { rotationOf, secondLookOf } from '../../pipelines/pipeline-facts';
import type { GitlabClient } from '../../review/post/gitlab';
import { inner, list } from '../../shared/json';
import { once } from '../../shared/schema';
import { exposed, PINNED, TOOL, type SettingCheck } from './setting-check';

const HOLDS_SECRET = /TOKEN|SECRET|PASSWORD|KEY/;
/** More than GitLab nests. */
const MOST_GROUPS = 30;

/** What variables of the project and of all groups above it may be. */
export function variableChecks(
  {
    project,
    environments,
    rotating,
  }: { readonly project: string; readonly environments: readonly string[]; readonly rotating: readonly string[] },
  client: GitlabClient,
  own: () => Promise<unknown>,
): readonly SettingCheck[] {
  const { gitlab, call } = client;
  const ofProject = once(async () =>
    list(await call('for the variables of the project', () => gitlab.ProjectVariables.all(project))),
  );
  return [
    {
      id: 'variables/pipeline',
      right: 'pipelines take no variables from the person who starts them',
      where: 'Settings > CI/CD > Variables > Minimum role to use pipeline variables',
      look: async () => {
        const role: unknown = inner(await own(), 'ci_pipeline_variables_minimum_override_role');
        return role === 'no_one_allowed'
          ? []
          : [`it is ${typeof role === 'string' ? role : 'missing in the answer of the API'}`];
      },
    },
    {
      id: 'variables/project',
      right: 'variables of the project are protected, of an environment, and masked when they are secrets',
      where: 'Settings > CI/CD > Variables',
      look: async () => (await ofProject()).flatMap(wrongWith),
    },
    {
      id: 'variables/group',
      right: 'no variable of Okta, a backend or a sink is in a group above the project',
      where: 'Settings > CI/CD > Variables of the group, and move it to the project',
      look: async () => {
        const space = inner(await own(), 'namespace');
        return inner(space, 'kind') === 'user' ? [] : await wrongWithGroups(Number(inner(space, 'id')), client);
      },
    },
    {
      id: 'tool/pinned',
      right: `the variable ${TOOL} of each environment pins the tool`,
      where: 'Settings > CI/CD > Variables, to what "bash .ci/tool" prints',
      look: async () => {
        const pins = (await ofProject()).filter((one) => inner(one, 'key') === TOOL);
        return [
          ...environments.flatMap((name) => [name, secondLookOf('gitlab', name)]),
          ...rotating.map((name) => rotationOf('gitlab', name)),
        ]
          .filter((name) => !pins.some((pin) => isFor(name, pin) && PINNED.test(String(inner(pin, 'value')))))
          .map((name) => `${name} has none that is a SHA-256`);
      },
    },
  ];
}

/** `plan/*` is for all environments whose names begin so. */
function isFor(name: string, variable: unknown): boolean {
  const scope: unknown = inner(variable, 'environment_scope');
  const [start = '', ...rest] = (typeof scope === 'string' ? scope : '*').split('*');
  return rest.length === 0 ? name === start : name.startsWith(start) && rest.join('') === '';
}

/** Of the group and of all that hold it: their variables reach the project, too. */
async function wrongWithGroups(first: number, { gitlab, call }: GitlabClient): Promise<readonly string[]> {
  const wrong: string[] = [];
  let at: number | undefined = first;
  for (let depth = 0; at !== undefined && depth < MOST_GROUPS; depth += 1) {
    const id: number = at;
    const found = await call('for the variables of a group', () => gitlab.GroupVariables.all(id));
    const group: unknown = await call('for a group', () => gitlab.Groups.show(id));
    const names = exposed(list(found).map((one) => String(inner(one, 'key'))));
    const name: unknown = inner(group, 'full_path');
    if (names.length > 0)
      wrong.push(`${names.join(', ')} of ${typeof name === 'string' ? name : id} can be read by every project of it`);
    const parent: unknown = inner(group, 'parent_id');
    at = typeof parent === 'number' ? parent : undefined;
  }
  return wrong;
}

function wrongWith(variable: unknown): readonly string[] {
  const key = String(inner(variable, 'key'));
  const wrong = [
    ...(inner(variable, 'protected') === true ? [] : ['not protected']),
    ...((inner(variable, 'environment_scope') ?? '*') === '*' ? ['of all environments'] : []),
    ...(HOLDS_SECRET.test(key) && inner(variable, 'masked') !== true ? ['not masked'] : []),
  ];
  return wrong.length === 0 ? [] : [`${key} is ${wrong.join(' and ')}`];
}
