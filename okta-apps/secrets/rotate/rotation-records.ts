import type { Project } from '../../project/find-project';
import { appendTo, checkRecordPlaces, recordPlaces } from '../../run/record/record-files';
import type { Io } from '../../shared/io';
import type { StackManifest } from '../../shared/stack-manifest';

/** The audit lines of a rotation, in the files that have the records of applies. */
export interface RotationRecords {
  /**
   * Appends what happened to an app, without a secret. A place that does not take it is named on stderr, with the line.
   *
   * @param isLast Whether it is the last line of the app in this round: only then it waits for the disk, once for all.
   */
  append(path: string, fields: object, isLast: boolean): void;
  /** Whether every place took every line. */
  isComplete(): boolean;
}

const KIND = 'okta-apps rotation record';
const VERSION = 1;

/**
 * Opens the records of the stacks that these apps are in.
 *
 * @param paths Such as `storefront-prod/billing`.
 * @throws UserError that names each place that cannot be appended to, before anything is changed.
 */
export function rotationRecords(
  paths: readonly string[],
  { project, manifest }: { readonly project: Project; readonly manifest: StackManifest },
  { stderr, secrets }: Pick<Io, 'stderr' | 'secrets'>,
): RotationRecords {
  const names = new Set(paths.map(stackOf));
  checkRecordPlaces(
    [...names].map((name) => ({ name, manifest })),
    project,
    'rotation',
  );
  let isComplete = true;
  return {
    append: (path, fields, isLast) => {
      const text = JSON.stringify({ kind: KIND, version: VERSION, ...fields });
      const line = secrets?.mask(text) ?? text;
      for (const place of recordPlaces({ name: stackOf(path), manifest }, project)) {
        const fault = appendTo(place, `${line}\n`, isLast);
        if (fault === undefined) continue;
        isComplete = false;
        stderr.write(
          `${path}: the record of the rotation could not be written: ${fault}. Append this line there: ${line}\n`,
        );
      }
    },
    isComplete: () => isComplete,
  };
}

function stackOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}
