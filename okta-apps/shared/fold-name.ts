/** Characters that file systems of macOS leave out of a comparison: a name may hold them unseen. */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** One spelling for all names that some file system takes for the same: without case, with one form of accents. */
export function foldName(name: string): string {
  return name.replace(UNSEEN, '').normalize('NFD').toUpperCase().toLowerCase().normalize('NFC');
}
