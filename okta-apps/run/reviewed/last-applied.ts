import { isHere } from '../../project/base/fetch-commit';
import type { Git } from '../../project/base/git';
import { short } from '../../review/merged/pushed';
import { UserError } from '../../shared/errors';
import type { AskedServer } from './ci-server';

/**
 * Names of environments by the commit that was applied to them last; under undefined those to which none was.
 *
 * @throws ApiError
 */
export async function byLastApplied(
  { server }: AskedServer,
  environments: readonly string[],
): Promise<ReadonlyMap<string | undefined, readonly string[]>> {
  const groups = new Map<string | undefined, string[]>();
  for (const name of environments) {
    const last = await server.lastApplied(name);
    groups.set(last, [...(groups.get(last) ?? []), name]);
  }
  return groups;
}

/** @throws UserError when the repository does not hold the pushed commit. */
export async function checkHere(git: Git, commit: string): Promise<void> {
  if (await isHere(git, commit)) return;
  throw new UserError(
    `There is no commit ${short(commit)} in this repository; fetch it (in GitHub Actions "fetch-depth: 0")`,
  );
}
