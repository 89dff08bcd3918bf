import type { ChangedFile } from '../shared/changed-file';
import { foldName } from '../shared/fold-name';

/** Of these kinds files of a team are read as source, as data or by people only. */
const ORDINARY = /\.(?:ts|json|md|snap|png|jpe?g|gif|svg|webp|avif|ico)$/;

/** Files that say how git, npm, a compiler or Terraform treat the files beside and below them, wherever they are. */
const DECIDING: readonly { readonly name: RegExp; readonly why: string }[] = [
  { name: /^\.git(?:attributes|modules|config)$/, why: 'git reads it' },
  { name: /^(?:\.npmrc|package(?:-lock)?\.json|npm-shrinkwrap\.json)$/, why: 'npm reads it' },
  {
    name: /^(?:\.yarnrc(?:\.yml)?|yarn\.lock|\.pnpmfile\.c?js|pnpm-(?:lock|workspace)\.yaml)$/,
    why: 'a package manager reads it',
  },
];
/** The same, for files that a project has in its own folder and a team has no use for. */
const DECIDING_IN_TEAM: typeof DECIDING = [
  {
    name: /^(?:[jt]sconfig.*\.json|(?:jest|babel|eslint|oxlint)\.config\..+|cdktf\.json)$/,
    why: 'a tool reads it as its settings',
  },
  { name: /\.(?:tf|tofu|tfvars)\.json$/, why: 'Terraform reads it' },
  { name: /^\./, why: 'its name begins with a dot' },
];
/** No editor shows these, or a system takes them for a separator. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029\\]/u;

/** A changed file and what is unusual about it, such as `symbolic link`. */
export interface UnusualFile {
  readonly path: string;
  readonly reasons: readonly string[];
}

/** The changes that are no ordinary change of a source. */
export function unusualFiles(
  changes: readonly ChangedFile[],
  isTeam: (file: string) => boolean,
): readonly UnusualFile[] {
  return changes
    .map((change) => ({ path: change.path, reasons: reasonsFor(change, isTeam(change.path)) }))
    .filter(({ reasons }) => reasons.length > 0);
}

function reasonsFor({ path, before, after, sameAs = [] }: ChangedFile, isTeam: boolean): readonly string[] {
  const folders = path.split('/').map(foldName);
  const name = folders.pop() ?? '';
  const deciding = DECIDING.filter((one) => one.name.test(name)).map(({ why }) => why);
  if (folders.includes('node_modules') || name === 'node_modules') deciding.push('Node.js loads it as a package');
  // A file that is removed can decide only by its name.
  if (after === undefined) return deciding;
  const inTeam = DECIDING_IN_TEAM.find((one) => isTeam && one.name.test(name))?.why;
  const isOther = isTeam && after === 'file' && !ORDINARY.test(name);
  return [
    ...deciding,
    ...(deciding.length === 0 && inTeam !== undefined ? [inTeam] : []),
    ...(deciding.length === 0 && inTeam === undefined && isOther ? ['not a kind of file that stacks are made of'] : []),
    ...kindReasons(before, after, isTeam),
    ...(UNSEEN.test(path) ? ['its name has characters that are not shown'] : []),
    ...(sameAs.length > 0 ? [`some file systems take it for ${sameAs.join(' and ')}`] : []),
  ];
}

function kindReasons(before: ChangedFile['before'], after: ChangedFile['after'], isTeam: boolean): readonly string[] {
  if (after === 'symbolic link' || after === 'submodule') return [after];
  if (before !== undefined && before !== after) return [`${before} → ${String(after)}`];
  return isTeam && after === 'executable' ? ['executable'] : [];
}
