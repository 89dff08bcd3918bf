/** What every table says of a rule. */
export interface TableRule {
  /** `subject/name` */
  readonly id: string;
  /** A link. */
  readonly see: string;
}

/** What stands between the id of a rule and its source. */
export interface Column<R> {
  readonly heading: string;
  readonly text: (rule: R) => string;
}

/**
 * Rules in Markdown: a heading and a table for each subject, in the order in which they come.
 *
 * @param titles Link texts by link, of the pages that are neither an RFC nor an issue on GitHub.
 */
export function ruleTables<R extends TableRule>(
  rules: readonly R[],
  columns: readonly Column<R>[],
  titles: Readonly<Record<string, string>>,
): string {
  const subjects = new Map<string, R[]>();
  for (const rule of rules) {
    const subject = rule.id.slice(0, rule.id.indexOf('/'));
    subjects.set(subject, [...(subjects.get(subject) ?? []), rule]);
  }
  const head = [
    row(['rule', ...columns.map(({ heading }) => heading), 'source']),
    `|${'---|'.repeat(columns.length + 2)}`,
  ];
  const line = (rule: R): string => {
    const source = `[${linkText(rule.see, titles)}](${rule.see})`;
    return row([`\`${rule.id}\``, ...columns.map(({ text }) => text(rule).replaceAll('|', '\\|')), source]);
  };
  return [...subjects]
    .map(([subject, own]) => `${[`## \`${subject}\``, '', ...head, ...own.map(line)].join('\n')}\n`)
    .join('\n');
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** `RFC 6749, section 3.1.2`, `okta/terraform-provider-okta #1817`, or the title of the page. */
export function linkText(see: string, titles: Readonly<Record<string, string>>): string {
  const rfc = /\/rfc(\d+)(?:#section-([\d.]+))?$/.exec(see);
  if (rfc) return `RFC ${rfc[1] ?? ''}${rfc[2] === undefined ? '' : `, section ${rfc[2]}`}`;
  const issue = /^https:\/\/github\.com\/([^/]+\/[^/]+)\/issues\/(\d+)$/.exec(see);
  if (issue) return `${issue[1] ?? ''} #${issue[2] ?? ''}`;
  return titles[see] ?? see;
}
