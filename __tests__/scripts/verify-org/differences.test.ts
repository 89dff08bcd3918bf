import { differences } from '../../../scripts/verify-org/differences';

const same = (text: string) => text;

function between(local: unknown, other: unknown): readonly string[] {
  return differences(
    { answer: { status: 200, body: local }, naming: same },
    { answer: { status: 200, body: other }, naming: same },
  );
}

test('ids, times, addresses and the names of things are not compared, their types are', () => {
  const local = { id: '0oa1', created: '2026-01-01T00:00:00.000Z', label: 'a', n: 1, on: true, none: null };
  expect(between(local, { id: '0oa2', created: 'later', label: 'b', n: 2, on: false, none: null })).toEqual([]);
  expect(between(local, { id: 7, created: null, label: [], n: '1', on: {}, none: 0 })).toEqual([
    'created: null where the local org has a string',
    'id: a number where the local org has a string',
    'label: a list where the local org has a string',
    'n: a string where the local org has a number',
    'none: a number where the local org has null',
    'on: an object where the local org has a boolean',
  ]);
});

test.each(['errorCode', 'errorSummary', 'status', 'type', 'client_secret'])('the value of %s is compared', (key) => {
  expect(between({ a: [{ [key]: 'x' }] }, { a: [{ [key]: 'y' }] })).toEqual([
    `a[0].${key}: "y" where the local org has "x"`,
  ]);
});

test('lists are compared item by item, when they are of one length', () => {
  expect(between([1, 'a'], [1, 2])).toEqual(['[1]: a number where the local org has a string']);
  expect(between([1], [])).toEqual(['the body: 0 items where the local org has 1']);
});

test('a body that is not there is a difference', () => {
  expect(between(undefined, {})).toEqual(['the body: an object where the local org has nothing']);
  expect(between(undefined, undefined)).toEqual([]);
});

test('another status is the only difference that is told', () => {
  const other = { status: 404, body: { errorCode: 'E0000007', errorSummary: 'Not found: 0oa2' } };
  const lines = differences(
    { answer: { status: 200, body: {} }, naming: same },
    { answer: other, naming: (text) => text.replace('0oa2', '<app>') },
  );
  expect(lines).toEqual(['status 404 (E0000007: Not found: <app>) where the local org has 200']);
});
