import fc from 'fast-check';
import { Records, type RecordChange } from '../../../../okta-apps/local/org/records';

interface Named {
  readonly id: string;
  readonly name: string;
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('put'), id: fc.constantFrom('a', 'b', 'c'), name: fc.constantFrom('x', 'y', 'z') }),
  fc.record({ kind: fc.constant('delete'), id: fc.constantFrom('a', 'b', 'c'), name: fc.constant('') }),
  fc.record({ kind: fc.constant('undo'), id: fc.constant(''), name: fc.constant('') }),
);

test('a name finds the record that has it, whatever was put, deleted and undone', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const reversals: (() => void)[] = [];
      const changed = ({ undo }: RecordChange) => reversals.push(undo);
      const records = new Records<Named>(changed, { nameOf: ({ name }) => name });
      for (const { kind, id, name } of steps) {
        if (kind === 'undo') reversals.pop()?.();
        else if (kind === 'delete') records.delete(id);
        // No two records have one name.
        else if (!records.some((other) => other.name === name && other.id !== id)) records.put({ id, name });
        for (const one of ['x', 'y', 'z'])
          expect(records.named(one)).toBe(records.find((record) => record.name === one));
      }
    }),
  );
});
