import type { EnvironmentSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { repeated } from '../../okta-apps/shared/values';

/** CDKTF strips what Terraform cannot read from an id and merges what is the same then, without a word. */
export const environmentAddressRules: readonly Rule<EnvironmentSubject>[] = [
  {
    id: 'address/unique',
    severity: 'error',
    summary: 'No two resources of a stack come out at the same Terraform address, where CDKTF would merge them.',
    see: SOURCES.addresses,
    *check({ resources }) {
      const made = resources.map(({ stack, path, address }) => ({ text: `${stack}/${address}`, path, address }));
      for (const { place, first } of repeated(made)) {
        const { path, address } = place;
        yield {
          app: path,
          address,
          prop: 'id',
          must: 'give an address of its own',
          value: path.slice(path.lastIndexOf('/') + 1),
          todo: `choose another, ${first.path} comes out at ${address} too`,
        };
      }
    },
  },
];
