import { crc32, inflateRawSync } from 'node:zlib';

/** Signatures and fixed lengths of the records of a ZIP archive. */
const END = { signature: 0x06054b50, length: 22 };
const DIRECTORY = { signature: 0x02014b50, length: 46 };
const LOCAL = { signature: 0x04034b50, length: 30 };
const LONGEST_COMMENT = 0xffff;

/** Of one file of an archive; larger ones are not read. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The files of a ZIP archive whose names begin with `prefix`. Only what Terraform writes is read: one disk, no
 * encryption, stored or deflated, with a checksum that fits. Anything else is an error, and so is a name that is there
 * twice, because two readers could take different ones.
 *
 * @throws Error
 */
export function zipEntries(archive: Uint8Array, prefix: string): ReadonlyMap<string, Uint8Array> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(bytes);
  const entries = new Map<string, Uint8Array>();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    expect(bytes.readUInt32LE(at) === DIRECTORY.signature, 'its directory is not whole');
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = bytes.toString('utf8', at + DIRECTORY.length, at + DIRECTORY.length + nameLength);
    if (name.startsWith(prefix)) {
      expect(!entries.has(name), `${name} is there twice`);
      entries.set(name, contentOf(bytes, at, name));
    }
    at += DIRECTORY.length + nameLength + extra + comment;
  }
  expect(at === end, 'its directory is not whole');
  return entries;
}

function contentOf(bytes: Buffer, at: number, name: string): Uint8Array {
  const [method, flags] = [bytes.readUInt16LE(at + 10), bytes.readUInt16LE(at + 8)];
  const [sum, packed, size, local] = [16, 20, 24, 42].map((offset) => bytes.readUInt32LE(at + offset)) as [
    number,
    number,
    number,
    number,
  ];
  expect((flags & 1) === 0 && (method === 0 || method === 8), `${name} is packed in a way that is not known`);
  expect(size <= LARGEST, `${name} is too large`);
  expect(bytes.readUInt32LE(local) === LOCAL.signature, `${name} is not where its directory says`);
  const start = local + LOCAL.length + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const raw = bytes.subarray(start, start + packed);
  const content = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: Math.max(size, 1) });
  expect(content.length === size && crc32(content) === sum, `${name} is damaged`);
  return content;
}

function endOf(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - END.length - LONGEST_COMMENT);
  for (let at = bytes.length - END.length; at >= lowest; at -= 1) {
    const isEnd =
      bytes.readUInt32LE(at) === END.signature && at + END.length + bytes.readUInt16LE(at + 20) === bytes.length;
    if (isEnd) return at;
  }
  throw new Error('it is no ZIP archive');
}

function expect(condition: boolean, why: string): void {
  if (!condition) throw new Error(why);
}
