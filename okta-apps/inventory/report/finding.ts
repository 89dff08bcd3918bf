/** Something that a person should look at in an app as it is today. */
export interface ReportFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** One line, without a secret. */
  readonly message: string;
}

/** Errors first; else as they are. */
export function bySeverity(one: Pick<ReportFinding, 'severity'>, other: Pick<ReportFinding, 'severity'>): number {
  return (one.severity === 'error' ? 0 : 1) - (other.severity === 'error' ? 0 : 1);
}
