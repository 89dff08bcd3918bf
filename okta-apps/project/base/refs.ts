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
  const object = await objectOf(git, plain);
  return object === undefined ? undefined : await verify(git, `${object}${steps}^{commit}`);
}

async function objectOf(git: Git, name: string): Promise<string | undefined> {
  if (ID.test(name)) return name;
  if (OWN.includes(name)) return await verify(git, name);
  if (name.startsWith('refs/')) return await exactRef(git, name);
  const found = await refsNamed(git, name);
  const abbreviated = SHORT_ID.test(name) ? await abbreviatedCommit(git, name, found) : undefined;
  const all = [
    ...found.map(({ ref, object }) => ({ text: `${ref} (${object.slice(0, 12)})`, object })),
    ...(abbreviated === undefined ? [] : [{ text: `the commit ${abbreviated}`, object: abbreviated }]),
  ];
  if (all.length > 1) {
    throw new UserError(
      `${name} has several meanings in this repository: ${all.map(({ text }) => text).join(', ')}. ` +
        'Pass the full name of the ref, or the full commit id.',
    );
  }
  return all[0]?.object;
}

interface Ref {
  readonly ref: string;
  readonly object: string;
}

/** The refs that git could take for a short name. */
async function refsNamed(git: Git, name: string): Promise<readonly Ref[]> {
  const candidates = [...PLACES.map((place) => `${place}${name}`), `refs/remotes/${name}/HEAD`];
  const found: Ref[] = [];
  for (const ref of candidates) {
    const object = await exactRef(git, ref);
    if (object !== undefined) found.push({ ref, object });
  }
  return found;
}

/** Unlike rev-parse, which also takes `refs/tags/refs/heads/main` for `refs/heads/main`. */
async function exactRef(git: Git, ref: string): Promise<string | undefined> {
  // 128 is git's answer to what cannot be a ref at all.
  const found = await git.ask(['show-ref', '--verify', '--hash', '--', ref], 128);
  return found?.trim();
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
