/**
 * How much a reviewer has to care: `block` stops an apply unless it is waived, `high` and `medium` want a person's eyes,
 * `info` is for the record.
 */
export type ReviewSeverity = 'block' | 'high' | 'medium' | 'info';

/** Worst first. */
export const SEVERITIES: readonly ReviewSeverity[] = ['block', 'high', 'medium', 'info'];

/** 0 is the worst. */
export function rankOf(severity: ReviewSeverity): number {
  return SEVERITIES.indexOf(severity);
}
