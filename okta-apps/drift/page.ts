import { display } from '../review/meaning/differences';
import { listOf, value, type Part, type Phrase } from '../review/render/phrase';
import { ownershipPhrase } from '../review/render/steps';
import { partsOf, sentence } from '../../rules/texts';
import { isList } from '../shared/json';
import { counted, groupBy } from '../shared/lists';
import { keyOf } from '../plan/value-key';
import type { AppDrift, DriftReport, FieldDrift, Meaning, NotCompared, OriginDrift } from './report';

/** A part of what a person reads: a title, and lines below it. */
interface Block {
  readonly title: Phrase;
  readonly lines: readonly Phrase[];
}

/** What a person reads of a report, whatever it is written in. */
export interface Page {
  readonly headline: string;
  readonly facts: readonly Phrase[];
  readonly blocks: readonly Block[];
}

/** Blocks, and names of one list, that a person reads through; JSON has all. */
const MOST_BLOCKS = 100;
const MOST_NAMES = 50;
const MOST_MEMBERS = 20;

/** The report as a person reads it: the headline, what limits it, and app by app what differs. */
export function pageOf(report: DriftReport): Page {
  const { apps, extra, origins } = report;
  const changed = apps.filter(({ answer, groups = [] }) => answer !== 'same' || groups.length > 0);
  const blocks = [...changed.map(appBlock), ...originBlocks(origins), ...extraBlock(report)];
  const more = changed.length + origins.length - MOST_BLOCKS;
  return {
    headline: report.headline,
    facts: factsOf(report),
    blocks:
      more > 0 && blocks.length > MOST_BLOCKS
        ? [
            ...blocks.slice(0, MOST_BLOCKS),
            { title: [`…and ${blocks.length - MOST_BLOCKS} more, which --json lists`], lines: [] },
            ...(extra.length > 0 ? extraBlock(report) : []),
          ]
        : blocks,
  };
}

function factsOf(report: DriftReport): readonly Phrase[] {
  const { at, org, requests, notLookedAt, notCompared, apps, unreadStates, verdict } = report;
  const places = (why: NotCompared['why'], field: string) =>
    notCompared.filter((one) => one.why === why && one.field === field).length;
  const byOther = apps.filter(({ knownBy }) => knownBy === 'client ID' || knownBy === 'label').length;
  const left = places('left to Okta', 'authentication_policy');
  const unlisted = new Set(notCompared.flatMap(({ why, field }) => (why === 'not in the list of apps' ? [field] : [])));
  const two = apps.filter(({ secrets }) => (secrets?.active ?? 0) > 1).map(({ app }) => value(app));
  return [
    ['Read from ', value(org), ` at ${timeText(at)} with ${counted(requests, 'request')}.`],
    ...notLookedAt.map((one): Phrase => [
      `Could not be read: ${one.what} of `,
      value(one.where),
      ': ',
      value(one.why),
      '.',
    ]),
    ...unreadStates.map(({ stack, why }): Phrase => [
      'The state of ',
      value(stack),
      ' could not be read: ',
      value(why),
      '.',
    ]),
    ...(byOther === 0 ? [] : [[`${counted(byOther, 'app')} recognized by client ID or label, not by the state.`]]),
    ...(left === 0 ? [] : [[`${counted(left, 'app')} without a declared authentication policy: it was not compared.`]]),
    ...(unlisted.size === 0
      ? []
      : [["Not in Okta's list of apps, so not compared: ", ...listOf([...unlisted].map(value)), '.']]),
    ...(two.length === 0
      ? []
      : [['Two active secrets, from a rotation or added by hand: ', ...listOf(two, MOST_NAMES), '.']]),
    ...(verdict === 'drift'
      ? [['Values are shown as declared → in Okta; + is only in Okta, − is only in the code.']]
      : []),
  ];
}

function appBlock(app: AppDrift): Block {
  const { label, app: path, id, answer, lastUpdated, ownership = {}, fields, meanings, notes, groups = [] } = app;
  const owner = ownershipPhrase(ownership);
  const at = lastUpdated === undefined ? [] : [`, last changed ${timeText(lastUpdated)}`];
  const title: Phrase = [
    value(label),
    ' (',
    value(path),
    ...(id === undefined ? [] : [', ', value(id)]),
    `)${ANSWERS[answer]}`,
    ...at,
  ];
  const spoken = groupBy(meanings, ({ field }) => field);
  const names = new Set(fields.map(({ field }) => field));
  // Some rules speak of the app as a whole.
  const others = meanings.filter(({ field }) => !names.has(field));
  return {
    title,
    lines: [
      ...(owner.length === 0 ? [] : [owner]),
      ...fields.flatMap((field): readonly Phrase[] => [
        fieldLine(field),
        ...(field.ifReset === undefined ? [] : [[`  Then ${field.ifReset}.`]]),
        ...meaningLines(spoken.get(field.field) ?? []),
      ]),
      ...meaningLines(others),
      ...groups.map(({ group, change }): Phrase => [
        change === 'assigned' ? 'group assigned in Okta, not declared: ' : 'group declared, not assigned in Okta: ',
        value(group),
      ]),
      ...whoLines(app),
      ...explainedLines(app),
      ...notes.map((note): Phrase => [...partsOf(sentence(note)), '.']),
    ],
  };
}

const ANSWERS: Readonly<Record<AppDrift['answer'], string>> = {
  same: '',
  changed: ': changed',
  gone: ': no longer exists in Okta',
  'not-applied': ': not applied yet',
  unclear: ': unclear',
};

/** `redirect URIs: + https://…`, or `label: Billing → Billing (old)`. */
function fieldLine({ words, declared, actual, inTerraform }: FieldDrift): Phrase {
  const head = `${words}: `;
  const end = inTerraform ? [] : [' (in no plan; any update of the app by Terraform resets it)'];
  if (
    (isList(declared) || declared === undefined) &&
    (isList(actual) || actual === undefined) &&
    (isList(declared) || isList(actual))
  ) {
    const [added, removed] = [without(actual, declared), without(declared, actual)];
    if (added.length + removed.length === 0) return [head, 'the same in another order', ...end];
    return [
      head,
      ...signed('+ ', added),
      ...(added.length > 0 && removed.length > 0 ? ['; '] : []),
      ...signed('− ', removed),
      ...end,
    ];
  }
  return [head, value(display(declared)), ' → ', value(display(actual)), ...end];
}

function without(list: unknown, others: unknown): readonly unknown[] {
  const known = new Set((isList(others) ? others : []).map((item) => keyOf(item)));
  return (isList(list) ? list : []).filter((item) => !known.has(keyOf(item)));
}

function signed(sign: string, items: readonly unknown[]): Phrase {
  const parts: readonly Part[] = items.map((item) => value(display(item)));
  return parts.length === 0 ? [] : [sign, ...listOf(parts, MOST_MEMBERS)];
}

/** What users notice: one line for each rule, however many values break it. */
function meaningLines(meanings: readonly Meaning[]): readonly Phrase[] {
  const byRule = [...groupBy(meanings, ({ rule }) => rule).values()];
  return byRule.flatMap(([first]) =>
    first === undefined ? [] : [[`  ${first.severity}: ${first.title} ${sentence(first.impact)}. [${first.rule}]`]],
  );
}

function whoLines({ who }: AppDrift): readonly Phrase[] {
  if (who === undefined) return [];
  if (!who.looked) return [['Who changed it was not looked at: ', value(who.why), '.']];
  return who.events.map(({ at, by, event }) => [`${timeText(at)}: `, value(by), ' (', value(event), ')']);
}

function explainedLines({ explained, fields }: AppDrift): readonly Phrase[] {
  const applies = fields.flatMap(({ words, explainedBy }) =>
    explainedBy === undefined ? [] : [{ words, explainedBy }],
  );
  const byApply = [...groupBy(applies, ({ explainedBy }) => `${explainedBy.at} ${explainedBy.by}`).values()];
  const told = byApply.map((same): Phrase => {
    const [{ explainedBy } = { explainedBy: { at: '', by: '' } }] = same;
    const words = same.map(({ words: each }) => each).join(', ');
    return [
      `${sentence(words)}: as the apply of ${timeText(explainedBy.at)} by `,
      value(explainedBy.by),
      ' left it; the code is newer and was not applied.',
    ];
  });
  if (explained === 'none') return [['No record of an apply explains this change.']];
  if (explained === 'some') return [...told, ['No record of an apply explains the other changes.']];
  if (explained === 'no record') return [['No record of an apply of this stack was found here.']];
  return told;
}

function originBlocks(origins: readonly OriginDrift[]): readonly Block[] {
  const extra = origins.filter(({ answer }) => answer === 'extra');
  const others = origins.filter(({ answer }) => answer !== 'extra');
  return [
    ...others.map(({ origin, answer, declaredAs = '', lastUpdated, fields }): Block => ({
      title: [
        'Trusted origin ',
        value(origin),
        ' (',
        value(declaredAs),
        `)${answer === 'extra' ? '' : ANSWERS[answer]}`,
        ...(lastUpdated === undefined ? [] : [`, last changed ${timeText(lastUpdated)}`]),
      ],
      lines: fields.map(fieldLine),
    })),
    ...(extra.length === 0
      ? []
      : [
          {
            title: [`${counted(extra.length, 'trusted origin')} in no stack`],
            lines: extra
              .slice(0, MOST_NAMES)
              .map(({ origin, id = '' }): Phrase => [value(origin), ' (', value(id), ')']),
          },
        ]),
  ];
}

function extraBlock({ extra }: DriftReport): readonly Block[] {
  if (extra.length === 0) return [];
  const shown = extra.slice(0, MOST_NAMES);
  return [
    {
      title: [`${counted(extra.length, 'app')} in no stack`],
      lines: [
        ...shown.map(({ label, id, type, status, created }): Phrase => [
          value(label),
          ' (',
          value(id),
          `): ${type}, ${status === 'ACTIVE' ? 'active' : 'inactive'}, created ${timeText(created)}`,
        ]),
        ...(extra.length > MOST_NAMES ? [[`…and ${extra.length - MOST_NAMES} more, which --json lists`]] : []),
      ],
    },
  ];
}

/** `2026-11-26 22:14 UTC`; what is no time stays as it is. */
function timeText(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
