import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { byText, textField } from '../../shared/json';
import { once } from '../../shared/schema';
import type { TerraformBinary } from '../../terraform/binary';
import { locate } from '../../terraform/wrapper';
import { ownPackage, ownVersion, ROOMS } from '../../shared/own-package';
import type { ApplyRecord } from './apply-record';

const OWN = ['okta-apps', 'rules'];
/** Terraform has 90 MB; in the usual pieces of 64 kB, reading them costs more than their hash. */
const CHUNK = 1024 * 1024;
const FILE = /\.(?:[cm]?[jt]s|json)$/;

/** Version of this tool, and SHA-256 of the names and bytes of its files; read once in a process. */
export const toolOf: () => Promise<ApplyRecord['tool']> = once(readTool);

/** The program that applies, and SHA-256 of it. */
export async function engineOf({ command, product, version }: TerraformBinary, searchPath: string) {
  const hash = createHash('sha256');
  const file = locate(command, searchPath) ?? command;
  await pipeline(createReadStream(file, { highWaterMark: CHUNK }), hash);
  return { name: product, version, digest: hash.digest('hex') };
}

async function readTool(): Promise<ApplyRecord['tool']> {
  const files = (await Promise.all(OWN.map((room) => filesIn(path.join(ROOMS, room))))).flat().sort(byText);
  const hash = createHash('sha256');
  for (const file of files) {
    const bytes = await readFile(file);
    hash.update(`${path.relative(ROOMS, file).split(path.sep).join('/')}\0${String(bytes.length)}\0`).update(bytes);
  }
  return { name: textField(ownPackage(), 'name') ?? 'okta-apps', version: ownVersion(), digest: hash.digest('hex') };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => FILE.test(name)).map((name) => path.join(folder, name));
}
