import type { Io } from '../../shared/io';
import { textOfNamed } from '../../shared/read-file';
import { readApps } from '../read-apps';
import type { SourceApp } from './source';

const SECRET_IN_FILE = {
  kind: 'rotate-secret',
  message: 'The file holds its client secret: delete the file, and rotate the secret if others could read it',
} as const;

/**
 * The apps of a file that the user named.
 *
 * @throws UserError when it cannot be read, or holds something else.
 */
export async function appsOfFile(name: string, io: Pick<Io, 'cwd'>): Promise<readonly SourceApp[]> {
  const apps = readApps(await textOfNamed(name, io), name);
  return apps.map(({ app, hasSecret }) => ({ app, flags: hasSecret ? [SECRET_IN_FILE] : [], obstacles: [] }));
}
