import { UserError } from '../../shared/errors';
import type { Git } from './git';

/** A full commit id. */
const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** The beginning of one. */
const SHORT_ID = /^[0-9a-f]{7,63}$/;
/** What may follow a name: the commits before it. */
const STEPS = /[~^][~^0-9]*$/;
/** Names that git writes itself; no push makes such a ref. */
const OWN = ['HEAD', 'FETCH_HEAD', 'ORIG_HEAD'];
/** Where git looks for a short name. It takes the first that there is; here there may be one only. */
const PLACES = ['refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'];

/**
 * The commit that a name stands for: a commit id, `HEAD`, a full ref such as `refs/heads/main`, or a short name that
 * one ref has. Anyone who may push can make a tag `main` or `origin/main`, and git prefers tags.
 *
 * @returns undefined when there is none.
 * @throws UserError that lists the refs when several have the short name.
 */
export async function commitOf(git: Git, name: string): Promise<string | undefined> {
  const [steps = ''] = STEPS.exec(name) ?? [];
  const plain = name.slice(0, name.length - steps.length);
  const object = ID.test(plain) || OWN.includes(plain) ? plain : await objectOf(git, plain);
  return object === undefined ? undefined : await verify(git, `${object}${steps}^{commit}`);
}

/** The first of these full refs that there is, and its commit. */
export async function firstCommit(
  git: Git,
  refs: readonly string[],
): Promise<{ readonly ref: string; readonly commit: string } | undefined> {
  for (const { ref, object } of await exactRefs(git, refs)) {
    const commit = await verify(git, `${object}^{commit}`);
    if (commit !== undefined) return { ref, commit };
  }
  return undefined;
}

async function objectOf(git: Git, name: string): Promise<string | undefined> {
  if (name.startsWith('refs/')) return (await exactRefs(git, [name]))[0]?.object;
  // The refs that git could take for a short name.
  const found = await exactRefs(git, [...PLACES.map((place) => `${place}${name}`), `refs/remotes/${name}/HEAD`]);
  const abbreviated = SHORT_ID.test(name) ? await abbreviatedCommit(git, name, found) : undefined;
  const all = [
    ...found.map(({ ref, object }) => ({ text: `${ref} (${object.slice(0, 12)})`, object })),
    ...(abbreviated === undefined ? [] : [{ text: `the commit ${abbreviated}`, object: abbreviated }]),
  ];
  if (all.length > 1) {
    throw new UserError(
      `${name} is ambiguous in this repository: ${all.map(({ text }) => text).join(', ')}. ` +
        'Pass the full name of the ref, or the full commit id.',
    );
  }
  return all[0]?.object;
}

interface Ref {
  readonly ref: string;
  readonly object: string;
}

/**
 * The refs that there are of these, in their order. Unlike rev-parse, which also takes `refs/tags/refs/heads/main` for
 * `refs/heads/main`. Git takes the names for patterns, so what it lists besides them is left out.
 */
async function exactRefs(git: Git, names: readonly string[]): Promise<readonly Ref[]> {
  const listed = await git(['for-each-ref', '--format=%(objectname) %(refname)', '--', ...names]);
  const objects = new Map(
    listed.split('\n').map((line) => {
      const [object = '', ref = ''] = line.split(' ', 2);
      return [ref, object] as const;
    }),
  );
  return names.flatMap((ref) => {
    const object = objects.get(ref);
    return object === undefined ? [] : [{ ref, object }];
  });
}

/** The commit whose id begins so. Rev-parse prefers a ref of that name, so where there is one the ids are listed. */
async function abbreviatedCommit(git: Git, name: string, refs: readonly Ref[]): Promise<string | undefined> {
  if (refs.length === 0) return await verify(git, `${name}^{commit}`);
  const ids = (await git(['rev-parse', `--disambiguate=${name}`])).split('\n').filter((id) => id.startsWith(name));
  return ids.find((id) => !refs.some(({ object }) => object === id));
}

async function verify(git: Git, expression: string): Promise<string | undefined> {
  const found = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', expression], 1);
  // Git says no with 128 to what cannot be a ref at all, and repeats the option itself.
  return found?.split('\n').find((line) => ID.test(line));
}
