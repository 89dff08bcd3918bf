/** What a path of a commit is; anything but a plain file is unusual. */
export type FileKind = 'file' | 'executable' | 'symbolic link' | 'submodule';

/** A file that differs between the base and the head. */
export interface ChangedFile {
  /** From the project's folder; it begins with `../` for a file above it. */
  readonly path: string;
  /** Undefined when the base does not have it. */
  readonly before?: FileKind;
  /** Undefined when the head does not have it. */
  readonly after?: FileKind;
  /** It is in the head, although git is told to ignore it. @default false */
  readonly ignored?: boolean;
  /** Other paths of the head that some file systems take for the same. */
  readonly sameAs?: readonly string[];
}

/** Files of which the synth of a commit got what the working tree has, and that differ from the commit's own. */
export interface BorrowedFiles {
  readonly what: 'packages' | 'generated bindings' | 'builds';
  /** From the project's folder. */
  readonly files: readonly string[];
}
