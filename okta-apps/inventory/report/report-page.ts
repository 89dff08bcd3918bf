import { counted } from '../../shared/lists';
import { CRITICALITIES } from '../../shared/ownership';
import { minorCell, textCell, type Cell, type CellLine, type Column, type TablePage } from '../html/table-page';
import type { ReportApp } from './report-app';
import { byReason, byRule, countsOf, type Report } from './report-summary';

const STATES: Readonly<Record<ReportApp['state'], string>> = {
  declared: 'declared',
  adoptable: 'adoptable',
  'not-adoptable': 'not adoptable',
};

const ASSIGNED: Readonly<Record<NonNullable<ReportApp['assignment']>, CellLine>> = {
  assigned: { text: 'yes' },
  none: { text: 'no one', tone: 'warn' },
  'not-needed': { text: 'not needed', minor: true },
};

const COLUMNS: readonly Column[] = [
  { head: 'App', width: 14 },
  { head: 'State', width: 8, choice: true },
  { head: 'Worst', width: 7, choice: true },
  { head: 'Findings', width: 24 },
  { head: 'Type', width: 6, choice: true },
  { head: 'Owner', width: 13 },
  { head: 'Redirect URIs', width: 14 },
  { head: 'Sign-on policy', width: 8 },
  { head: 'Assigned', width: 7 },
];
const SECRETS: Column = { head: 'Secrets', width: 7 };

/** Entries of a list above the table. */
const MOST = 10;
const NOT_LOOKED_AT = 'not looked at';

/** The page of a report: the worst findings, then every app. Those with errors are first. */
export function reportPage({ environment, org, today, apps, notLookedAt }: Report): TablePage {
  const counts = countsOf(apps);
  const rules = byRule(apps);
  const reasons = byReason(apps);
  return {
    title: `OIDC apps of ${environment}`,
    notes: [
      `Every OIDC app of ${org} as it was on ${today}, with what the rules find in it.`,
      ...notLookedAt.map(({ what, why }) => `Not looked at: ${what} (${why}).`),
    ],
    figures: [
      { count: counts.apps, words: 'OIDC apps' },
      { count: counts.declared, words: 'declared' },
      { count: counts.adoptable, words: 'adoptable' },
      { count: counts.notAdoptable, words: 'not adoptable' },
      { count: counts.errors, words: 'errors', ...(counts.errors > 0 && { tone: 'bad' as const }) },
      { count: counts.warnings, words: 'warnings', ...(counts.warnings > 0 && { tone: 'warn' as const }) },
    ],
    sections: [
      {
        title: 'Worst findings',
        items: rules.slice(0, MOST).map(({ severity, rule, apps: those, example }) => {
          return `${severity} in ${counted(those.length, 'app')} [${rule}], for example: ${withoutRule(example)}`;
        }),
      },
      {
        title: 'Why apps cannot be adopted',
        items: reasons.slice(0, MOST).map(([reason, those]) => `${counted(those.length, 'app')}: ${reason}`),
      },
    ],
    columns: [...COLUMNS, SECRETS],
    rows: [...apps].sort(worstFirst).map(rowOf),
  };
}

/** Errors before warnings, then by how many there are, then what a company depends on most. */
function worstFirst(one: ReportApp, other: ReportApp): number {
  const key = (app: ReportApp) => [worst(app), -app.findings.length, -criticality(app)];
  const [a, b] = [key(one), key(other)];
  const differing = a.findIndex((value, at) => value !== b[at]);
  return differing < 0 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0);
}

function criticality({ ownership }: ReportApp): number {
  return (CRITICALITIES as readonly string[]).indexOf(ownership.criticality ?? '');
}

/** 0 for an error, 1 for a warning, 2 for nothing. */
function worst({ findings: [first] }: ReportApp): number {
  return first === undefined ? 2 : first.severity === 'error' ? 0 : 1;
}

const WORST: readonly CellLine[] = [
  { text: 'error', tone: 'bad' },
  { text: 'warning', tone: 'warn' },
  { text: 'nothing found', minor: true },
];

function rowOf(app: ReportApp): readonly Cell[] {
  const { label, id, clientId, status, state, declaredAs, type, ownership, redirectUris } = app;
  const minor = (text: string | undefined): readonly CellLine[] =>
    text === undefined || text === '' ? [] : [{ text, minor: true }];
  return [
    {
      lines: [
        { text: label },
        ...minor(id),
        ...(clientId === id ? [] : minor(clientId)),
        ...(status === 'ACTIVE' ? [] : [{ text: status.toLowerCase(), tone: 'warn' as const }]),
      ],
    },
    { lines: [{ text: STATES[state] }, ...minor(declaredAs)] },
    { lines: [WORST[worst(app)] ?? { text: '' }], sort: worst(app) },
    findingsCell(app),
    textCell(type),
    ownership.owner === undefined && ownership.contact === undefined
      ? minorCell('not set')
      : {
          lines: [
            ...(ownership.owner === undefined ? [] : [{ text: ownership.owner }]),
            ...minor(ownership.contact),
            ...minor(ownership.criticality),
          ],
        },
    textCell(...redirectUris),
    policyCell(app),
    app.assignment === undefined ? minorCell(NOT_LOOKED_AT) : { lines: [ASSIGNED[app.assignment]] },
    secretsCell(app),
  ];
}

/** Why it cannot be adopted stands before what is found in it. */
function findingsCell({ reasons, findings, waived }: ReportApp): Cell {
  const lines: readonly CellLine[] = [
    ...findings.map(({ severity, message }) => ({ text: `${severity}: ${message}` })),
    ...reasons.map((reason) => ({ text: `Not adoptable: ${reason}`, minor: true as const })),
    ...(waived === 0 ? [] : [{ text: `${counted(waived, 'finding')} accepted by waivers`, minor: true as const }]),
  ];
  return { lines, sort: -findings.length };
}

function policyCell({ signOnPolicy, type }: ReportApp): Cell {
  if (signOnPolicy === undefined) return minorCell(type === 'service' ? 'not needed' : NOT_LOOKED_AT);
  const { id, name } = signOnPolicy;
  return name === undefined
    ? {
        lines: [
          { text: id, minor: true },
          { text: NOT_LOOKED_AT, minor: true },
        ],
      }
    : textCell(name);
}

function secretsCell({ secrets }: ReportApp): Cell {
  if (secrets === undefined) return minorCell(NOT_LOOKED_AT);
  const { active, inactive, oldestDays } = secrets;
  return {
    lines: [
      { text: `${active} active`, ...(active > 1 && { tone: 'warn' as const }) },
      ...(inactive === 0 ? [] : [{ text: `${inactive} inactive`, minor: true as const }]),
      ...(oldestDays === undefined ? [] : [{ text: counted(oldestDays, 'day'), minor: true as const }]),
    ],
    sort: -(oldestDays ?? -1),
  };
}

/** A message ends with the id of its rule. */
function withoutRule(message: string): string {
  return message.replace(/ \[[a-z/-]+\]$/, '');
}
