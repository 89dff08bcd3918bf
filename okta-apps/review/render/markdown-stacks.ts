import type { Difference } from '../meaning/differences';
import { reasonWords } from '../meaning/reasons';
import type { Diagnostic } from '../../plan/diagnostics';
import type { ChangeReview, DriftReview, Review, StackReview } from '../review-model';
import { moreLines, type Section } from './cut';
import { clipped } from '../../shared/visible-text';
import { code, fenced, htmlCode } from '../../shared/markdown';
import { differenceLines, FATE_WORDS, changeWord, kindCounts, KIND_WORDS } from './words';

/** Lists of more members than this are shortened. */
const MOST_LINES = 60;

/** What changes, stack by stack, folded; production first. Stacks with nothing to tell are left to the matrix. */
export function stackSections({ stacks }: Review): Section[] {
  const production = stacks.filter((stack) => stack.production);
  const others = stacks.filter((stack) => !stack.production);
  return [...production, ...others].map((stack) => ({
    open: `\n<details><summary>${htmlCode(stack.stack)} ${counts(stack)}</summary>\n`,
    items: items(stack),
    close: '</details>\n',
    noun: 'detail of a stack',
  }));
}

function diff(differences: readonly Difference[]): string[] {
  const lines = differences.flatMap((difference) => differenceLines(difference, clipped));
  if (lines.length === 0) return [];
  const more = lines.length - MOST_LINES;
  return [fenced('diff', [...lines.slice(0, MOST_LINES), ...(more > 0 ? [`  … and ${moreLines(more)}`] : [])])];
}

function title(change: ChangeReview): string {
  const { address, app, because, importing, previousAddress, deposed } = change;
  return [
    `**${changeWord(change)}** ${code(address)}`,
    ...(app === undefined ? [] : [code(app)]),
    ...(because.length > 0 ? [`because: ${because.map((reason) => code(reasonWords(reason))).join(', ')}`] : []),
    ...(importing === undefined ? [] : [`import of ${code(importing === '' ? 'an id known after apply' : importing)}`]),
    ...(previousAddress === undefined ? [] : [`moved from ${code(previousAddress)}`]),
    ...(deposed === undefined ? [] : ['left over from an interrupted replacement']),
  ].join(' · ');
}

function changeItem(change: ChangeReview): string {
  const real = change.differences.filter(({ stateOnly }) => !stateOnly);
  const state = change.differences.filter(({ stateOnly }) => stateOnly).map(({ attribute }) => code(attribute));
  const back = change.takenBack.map(code);
  const nothing = change.kind === 'update' && real.length === 0 && back.length === 0;
  const paragraphs = [
    title(change),
    ...diff(real),
    ...(nothing ? ['The code changes nothing here that Okta keeps.'] : []),
    ...(back.length > 0 ? [`Takes back what was changed outside of Terraform: ${back.join(', ')}.`] : []),
    ...(state.length > 0 ? [`Only in Terraform's state, nothing is sent to Okta for it: ${state.join(', ')}.`] : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function driftItem({ kind, address, app, differences }: DriftReview): string {
  const name = [code(address), ...(app === undefined ? [] : [code(app)])].join(' · ');
  if (kind === 'delete') return `**deleted outside of Terraform** ${name}\n`;
  const fates = [...new Set(differences.map(({ fate }) => fate))];
  const groups = fates.flatMap((fate) => [
    ...diff(differences.filter((difference) => difference.fate === fate)),
    `\nHere ${FATE_WORDS[fate]}.\n`,
  ]);
  return [`**changed outside of Terraform** ${name}\n`, ...groups].join('\n');
}

function diagnosticItem({ summary, detail, address }: Diagnostic): string {
  const lines = [address, summary, detail]
    .filter((text) => text !== undefined && text !== '')
    .map((text) => clipped(text ?? ''));
  return `${fenced('text', lines)}\n`;
}

function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [JSON.stringify(each), each])).values()];
}

function counts({ outcome, changes, drift }: StackReview): string {
  const parts = [
    ...(outcome === 'failed' ? ['no plan'] : []),
    ...(outcome === 'stopped' ? ['stopped'] : []),
    ...(changes.length > 0 ? [kindCounts(changes)] : []),
    ...(drift.length > 0 ? [`${drift.length} changed outside`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'no change';
}

function items(stack: StackReview): string[] {
  const outputs = stack.outputs.map(({ name, kind }) => `${code(name)} (${KIND_WORDS[kind]})`);
  return [
    ...stack.notes.map((note) => `Note: ${code(note)}\n`),
    ...(stack.failure === undefined ? [] : [`${fenced('text', [clipped(stack.failure)])}\n`]),
    ...unique(stack.errors).map(diagnosticItem),
    ...stack.changes.map(changeItem),
    ...stack.drift.map(driftItem),
    ...(outputs.length > 0 ? [`Outputs: ${outputs.join(', ')}\n`] : []),
    ...unique(stack.warnings).map((warning) => `Terraform warns:\n${diagnosticItem(warning)}`),
  ];
}
