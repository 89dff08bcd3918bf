import fc from 'fast-check';
import { anyCharacters } from '../../../support/any-characters';
import { journalHead, journalLine, parseJournal, type JournalEntry } from '../../../../okta-apps/local/org/journal';

const FILE = 'somewhere/org.journal';
const policy = (id: string, name: string) => ({ id, type: 'ACCESS_POLICY', name });

/** Names with every kind of character, line ends and halves of pairs included. */
const entry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.tuple(fc.constant('policies' as const), fc.record({ id: fc.string(), type: fc.string(), name: anyCharacters() })),
  fc.tuple(fc.constantFrom('apps' as const, 'groups' as const), fc.string()),
);
const lines = fc.array(fc.array(entry, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });

const bytesOf = (all: readonly (readonly JournalEntry[])[]): Buffer =>
  Buffer.from(journalHead('base') + all.map((one) => journalLine(one)).join(''));

test('what is written is read', () => {
  fc.assert(
    fc.property(lines, (all) => {
      expect(parseJournal(bytesOf(all), FILE)).toEqual({ base: 'base', entries: all.flat() });
    }),
  );
});

test('a last line that ends at any byte does not count, and the lines before it do', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const whole = bytesOf(all);
      const before = bytesOf(all.slice(0, -1));
      for (let end = before.length; end < whole.length; end += 1)
        expect(parseJournal(whole.subarray(0, end), FILE).entries).toEqual(all.slice(0, -1).flat());
    }),
    { numRuns: 15 },
  );
});

test('a byte that was changed in a whole line is an error that names the line, the last line included', () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, place, change) => {
      const bytes = bytesOf(all);
      const at = place % bytes.length;
      // A line end that appears or is lost is another case.
      fc.pre(bytes[at] !== 0x0a);
      const number = bytes.subarray(0, at).toString('latin1').split('\n').length;
      bytes[at] = (bytes[at] ?? 0) ^ change;
      fc.pre(bytes[at] !== 0x0a);
      expect(() => parseJournal(bytes, FILE)).toThrow(
        new RegExp(`^${FILE} is corrupted in line ${String(number)} \\(`),
      );
    }),
  );
});

const head = journalHead('base');
const good = journalLine([['policies', policy('one', 'One')]]);

test.each<[string, string, string]>([
  ['an empty file', '', 'line 1 (its checksum does not match)'],
  ['a first line without its end', head.slice(0, -1), 'line 1 (its checksum does not match)'],
  ['no first line', good, 'line 1 (it is not what this version of the local org writes)'],
  ['an empty line in the middle', `${head}\n${good}`, 'line 2 (its checksum does not match)'],
  ['a line in the middle that lost its beginning', head + good.slice(9) + good, 'line 2 (its checksum does not match)'],
  ['two lines in one', head + good.trimEnd() + good + good, 'line 2 (its checksum does not match)'],
  [
    'a collection that does not exist',
    head + good + journalLine([['__proto__', 'x']] as never),
    'line 3 (it is not what this version of the local org writes)',
  ],
  [
    'a record that lacks something',
    head + journalLine([['policies', { id: 'two' }]]),
    'line 2 (it is not what this version of the local org writes)',
  ],
])('%s is an error with file and line', (_title, text, why) => {
  expect(() => parseJournal(Buffer.from(text), FILE)).toThrow(
    `${FILE} is corrupted in ${why}: restore the folder from a copy, or move this file away to continue without the ` +
      'changes in it',
  );
});
