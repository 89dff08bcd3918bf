import { groupBy } from '../okta-apps/shared/lists';
import { sentence, type RuleTexts } from './texts';

/** What a page says of a rule. */
export interface SectionRule extends RuleTexts {
  /** `subject/name` */
  readonly id: string;
  /** A link. */
  readonly see: string;
}

/**
 * Rules in Markdown: a heading for each subject and for each rule, in the order of the list.
 *
 * @param severityOf What the page says of its severity.
 * @param titles Link texts by link, of the pages that are neither an RFC nor an issue on GitHub.
 */
export function ruleSections<R extends SectionRule>(
  rules: readonly R[],
  severityOf: (rule: R) => string,
  titles: Readonly<Record<string, string>>,
): string {
  const subjects = groupBy(rules, ({ id }) => id.slice(0, id.indexOf('/')));
  const section = (rule: R): string =>
    [
      `<a id="${anchorOf(rule.id)}"></a>`,
      '',
      `### \`${rule.id}\``,
      '',
      `${rule.title} (${severityOf(rule)})`,
      '',
      `- Impact: ${sentence(rule.impact)}.`,
      `- Fix: ${sentence(rule.fix)}.`,
      `- Source: [${linkText(rule.see, titles)}](${rule.see})`,
      '',
    ].join('\n');
  return [...subjects].map(([subject, own]) => [`## \`${subject}\`\n`, ...own.map(section)].join('\n')).join('\n');
}

/** What a link to a rule ends with: `redirect-uri-fragment-added`. Two rules of one page never share it. */
export function anchorOf(id: string): string {
  return id.replace('/', '-');
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
