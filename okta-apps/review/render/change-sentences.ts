import type { Review } from '../review-model';
import { changeSummary, type ChangeBlock } from './change-lines';
import { asText } from './phrase';
import { subjectsOf } from './subjects';
import { headOf } from './text-changes';

/** For every line, however long. */
const ROOM = {
  lines: Number.MAX_SAFE_INTEGER,
  columns: Number.MAX_SAFE_INTEGER,
  hosts: Number.MAX_SAFE_INTEGER,
  newHosts: Number.MAX_SAFE_INTEGER,
};

/** Each change as a line: `Storefront: redirect URIs: + https://shop.acme.dev/callback`. Of what is new, that it is. */
export function changeSentences(review: Review): readonly string[] {
  return changeSummary(review, subjectsOf(review), ROOM).blocks.flatMap((block) =>
    isCreated(block)
      ? [`${headOf(block)}: created`]
      : block.lines.map(({ phrase }) => `${headOf(block)}: ${asText(phrase)}`),
  );
}

function isCreated({ lines: [first] }: ChangeBlock): boolean {
  return first !== undefined && /^created\b/.test(asText(first.phrase));
}
