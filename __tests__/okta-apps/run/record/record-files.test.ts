import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../../../okta-apps/project/find-project';
import { appendTo, checkRecordPlaces, recordPlaces } from '../../../../okta-apps/run/record/record-files';
import { UserError } from '../../../../okta-apps/shared/errors';
import { stackManifest } from '../../../support/plain-project';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const project = (): Project => ({
  folder: folder.path,
  app: '',
  output: 'cdktf.out',
  outdir: join(folder.path, 'cdktf.out'),
  variables: [],
});
const stack = (records?: string) => ({
  name: 'shop-dev',
  manifest: stackManifest('shop-dev', records === undefined ? {} : { records }),
});

test('a record is appended to the output folder and to the file that the environment names', () => {
  const names = recordPlaces(stack('logs/dev.jsonl'), project());
  expect(names).toEqual([
    { shown: 'cdktf.out/records/shop-dev.jsonl', file: join(folder.path, 'cdktf.out/records/shop-dev.jsonl') },
    { shown: 'logs/dev.jsonl', file: join(folder.path, 'logs/dev.jsonl') },
  ]);
  for (const place of names)
    expect([appendTo(place, '{"n":1}\n'), appendTo(place, '{"n":2}\n')]).toEqual([undefined, undefined]);
  for (const { file } of names) expect(readFileSync(file, 'utf8')).toBe('{"n":1}\n{"n":2}\n');
});

test('where another job wrote the output folder, records are in a folder beside it', () => {
  const given = { ...project(), records: 'okta-apps-records' };
  expect(recordPlaces(stack(), given)).toEqual([
    { shown: 'okta-apps-records/shop-dev.jsonl', file: join(folder.path, 'okta-apps-records/shop-dev.jsonl') },
  ]);
});

test('what is there already stays, also an incomplete line', () => {
  const place = { shown: 'cut.jsonl', file: join(folder.path, 'cut.jsonl') };
  writeFileSync(place.file, '{"n":1}\n{"n":');
  expect(appendTo(place, '{"n":3}\n')).toBeUndefined();
  expect(readFileSync(place.file, 'utf8')).toBe('{"n":1}\n{"n":\n{"n":3}\n');
});

test('a place that cannot be appended to is named before anything is applied', () => {
  const target = join(folder.path, 'elsewhere');
  writeFileSync(target, '');
  symlinkSync(target, join(folder.path, 'link.jsonl'));
  mkdirSync(join(folder.path, 'folder.jsonl'));
  const check = (records: string) => () => {
    checkRecordPlaces([stack(records)], project());
  };
  const says = (what: string) =>
    new UserError(
      `The record of the apply could not be written: ${what}\nNothing was applied. Make these files writable for this ` +
        'user, or specify another file in env/ (records)',
    );
  expect(check('link.jsonl')).toThrow(says('link.jsonl (ELOOP)'));
  expect(check('folder.jsonl')).toThrow(says('folder.jsonl (EISDIR)'));
  expect(check('elsewhere/dev.jsonl')).toThrow(says('elsewhere/dev.jsonl (EEXIST)'));
  expect(readFileSync(target, 'utf8')).toBe('');
});
