import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { deflateRawSync } from 'node:zlib';
import { zipEntries } from '../../../okta-apps/terraform/zip-entries';
import { PLAN_ARCHIVE } from '../../support/plan-archive';

/** Stored, not packed; the same code that a fake of Terraform runs. */
const archive = runInNewContext(`${PLAN_ARCHIVE}\nplanFile;`, { require, Buffer }) as (
  files: Readonly<Record<string, Buffer>>,
) => Buffer;

const FILES = {
  'tfconfig/m-/cdk.tf.json': Buffer.from('{"a":1}'),
  tfplan: Buffer.from('plan'),
  'tfconfig/x': Buffer.alloc(0),
};

test('files by their names, those with the prefix only', () => {
  expect(
    [...zipEntries(archive(FILES), 'tfconfig/')].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  ).toEqual([
    ['tfconfig/m-/cdk.tf.json', '{"a":1}'],
    ['tfconfig/x', ''],
  ]);
});

test('a file that is packed', () => {
  const text = Buffer.from('{"a":1}'.repeat(50));
  const packed = deflateRawSync(text);
  const bytes = archive({ a: text });
  // The same archive with the packed bytes: method 8 and another length, in both headers.
  const local = Buffer.from(bytes.subarray(0, 31));
  const directory = Buffer.from(bytes.subarray(31 + text.length));
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  directory.writeUInt16LE(8, 10);
  directory.writeUInt32LE(packed.length, 20);
  directory.writeUInt32LE(31 + packed.length, directory.length - 6);
  expect(Buffer.from(zipEntries(Buffer.concat([local, packed, directory]), '').get('a') ?? '')).toEqual(text);
});

test('no archive, and a part of one', () => {
  expect(() => zipEntries(Buffer.from('PK'), '')).toThrow(new Error('it is no ZIP archive'));
  expect(() => zipEntries(archive(FILES).subarray(0, -1), '')).toThrow(new Error('it is no ZIP archive'));
});

test('a changed byte is an error, or changes nothing that is read', () => {
  const bytes = archive(FILES);
  const expected = zipEntries(bytes, '');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ flip;
      let read;
      try {
        read = zipEntries(changed, '');
      } catch (error) {
        expect((error as Error).message).not.toBe('');
        return;
      }
      const contents = (entries: ReadonlyMap<string, Uint8Array>) =>
        [...entries.values()].map((one) => Buffer.from(one).toString());
      expect(contents(read)).toEqual(contents(expected));
    }),
    { numRuns: 2_000 },
  );
});
