import { counted, listed } from '../shared/lists';
import type { DriftReport } from './report';

type Counted = Pick<DriftReport, 'environment' | 'deep' | 'apps' | 'extra' | 'origins' | 'notCompared' | 'notLookedAt'>;

/** `drift` as soon as something differs; `incomplete` where nothing does and something could not be read. */
export function verdictOf({ apps, extra, origins, notLookedAt }: Counted): DriftReport['verdict'] {
  const isDrift = ({ answer, groups = [] }: DriftReport['apps'][number]) =>
    groups.length > 0 || !['same', 'unclear'].includes(answer);
  const differs = apps.some(isDrift) || extra.length > 0 || origins.some(({ answer }) => answer !== 'unclear');
  if (differs) return 'drift';
  const isUnclear = [...apps, ...origins].some(({ answer }) => answer === 'unclear');
  return isUnclear || notLookedAt.length > 0 ? 'incomplete' : 'same';
}

/** What was found, and in the same breath what was not read: nothing else of the report may be needed to know that. */
export function headlineOf(report: Counted): string {
  return [firstSentence(report), ...limits(report)].join(' ');
}

function firstSentence(report: Counted): string {
  const { environment, apps, extra, origins, notLookedAt } = report;
  const verdict = verdictOf(report);
  const all = counted(apps.length, 'app');
  if (verdict === 'same') return `No drift in ${environment}: ${all} as declared.`;
  const count = (answer: string) => apps.filter((app) => app.answer === answer).length;
  const regrouped = apps.filter(({ answer, groups = [] }) => answer === 'same' && groups.length > 0).length;
  const originCount = origins.filter(({ answer }) => answer !== 'unclear').length;
  const parts = [
    some(count('changed'), (n) => `${n} of ${all} ${n === 1 ? 'differs' : 'differ'} from the code`),
    some(regrouped, (n) => `${counted(n, 'app')} with other groups`),
    some(count('gone'), (n) => `${counted(n, 'app')} no longer ${n === 1 ? 'exists' : 'exist'}`),
    some(count('not-applied'), (n) => `${counted(n, 'app')} not applied yet`),
    some(extra.length, (n) => `${counted(n, 'app')} in no stack`),
    some(originCount, (n) => `${counted(n, 'trusted origin')} not as declared`),
    some(count('unclear'), (n) => `${counted(n, 'app')} unclear`),
  ].flat();
  const unread = notLookedAt.length === 0 ? [] : [`${listed(notLookedAt.map(({ what }) => what))} could not be read`];
  const found = [...parts, ...unread];
  if (verdict === 'drift') return `Drift in ${environment}: ${listed(found)}.`;
  return `Not everything in ${environment} could be compared: ${listed(found)}. No drift in the rest of ${all}.`;
}

function some(count: number, text: (count: number) => string): readonly string[] {
  return count === 0 ? [] : [text(count)];
}

function limits({ deep, notCompared }: Counted): readonly string[] {
  const of = (why: string) => notCompared.filter((one) => one.why === why).length;
  const byTerraform = of('only Terraform knows it');
  const ignored = of('ignore_changes');
  const hidden = of('shown to API tokens only');
  return [
    ...(deep ? [] : ['Groups, groups claims and secrets were not looked at (--deep).']),
    ...(hidden === 0 ? [] : ['Groups claims were not compared, because Okta shows them to API tokens only.']),
    ...(byTerraform === 0
      ? []
      : [
          `${counted(byTerraform, 'value')} that only Terraform knows ${byTerraform === 1 ? 'was' : 'were'} not compared.`,
        ]),
    ...(ignored === 0
      ? []
      : [`${counted(ignored, 'value')} under ignore_changes ${ignored === 1 ? 'was' : 'were'} not compared.`]),
  ];
}
