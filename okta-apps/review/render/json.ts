import { escaped } from '../../shared/visible-text';
import type { Review } from '../review-model';

/**
 * The review as JSON, by `review.schema.json`. Characters that a terminal would hide or act on are written as `\u…`,
 * which any reader of JSON turns back.
 */
export function renderJson(review: Review): string {
  const text = JSON.stringify(review, null, 2);
  return `${text.split('\n').map(escaped).join('\n')}\n`;
}
