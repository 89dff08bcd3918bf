import { clipped, fenced } from '../../shared/escape';
import { COMMENT_MARKER } from '../render/markdown';

/**
 * The comment of a review that could not be made: an older one that is all green would be believed.
 *
 * @param message why, without secrets; it may have several lines.
 */
export function failureComment(message: string): string {
  const lines = message.trimEnd().split('\n').map(clipped).slice(0, 50);
  return [COMMENT_MARKER, '### ⛔ Not reviewed: nobody knows what would happen', '', fenced('text', lines), ''].join(
    '\n',
  );
}
