import type { EnvironmentSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';

/** CDKTF strips what Terraform cannot read from an id and merges what is the same then, without a word. */
export const environmentAddressRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'address/unique',
    severity: 'error',
    summary: 'No two resources of a stack come out at the same Terraform address, where CDKTF would merge them.',
    see: SOURCES.addresses,
    *check({ resources }) {
      const first = new Map<string, string>();
      for (const { stack, path, address } of resources) {
        const place = `${stack}/${address}`;
        const other = first.get(place);
        if (other === undefined) first.set(place, path);
        else {
          yield {
            app: path,
            address,
            prop: 'id',
            must: 'give an address of its own',
            value: path.slice(path.lastIndexOf('/') + 1),
            todo: `choose another, ${other} comes out at ${address} too`,
          };
        }
      }
    },
  },
];
