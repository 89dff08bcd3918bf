import type { RuleTexts } from '../../rules/texts';
import { isDay } from '../shared/day';
import { UserError } from '../shared/errors';
import { isObject } from '../shared/json';
import { members, objectWith, readAs, text, textList, valibot, yesOrNo } from '../shared/schema';
import { isLine, isPathBelow } from '../shared/source-places';
import { environmentsOf } from './environments';
import { conclude } from './conclusion';
import type { Fate } from './meaning/intent';
import { FATE_WORDS } from './render/steps';
import type { Review, ReviewFinding } from './review-model';
import { sortFindings } from './findings';
import { CHANGE_LISTS } from './change-review';

const TODO = 'make it with "okta-apps review --format json"';

/** Sentences of rules are shorter; they are shown whole. */
const LONGEST_SENTENCE = 2_000;

/**
 * Reads a review that another job wrote as JSON. That job may have run anything, so nothing in it is believed that
 * follows from the rest: headline, verdict and matrix are computed again, and findings are sorted.
 *
 * @param name How messages name the file.
 * @throws UserError with the first thing that is wrong.
 */
export function readReview(json: string, name: string): Review {
  if (json.trim() === '') throw new UserError(`${name} is empty, so the run made no review; look at its log`);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UserError(`${name} is not JSON, or is truncated; ${TODO}`);
  }
  if (!isObject(value)) throw new UserError(`${name} is no review; ${TODO}`);
  if (value['version'] !== 1)
    throw new UserError(`${name} has a version that this okta-apps does not support; ${TODO}`);
  const { commits, today, findings, parity, requests, stacks } = readAs(reviewSchema(), value, {
    file: name,
    todo: TODO,
  });
  const sorted = sortFindings(findings.map(withTexts));
  return {
    version: 1,
    today,
    ...(commits !== undefined && { commits }),
    ...conclude(stacks, sorted),
    environments: environmentsOf(stacks, sorted),
    findings: sorted,
    parity,
    ...(requests !== undefined && { requests }),
    stacks,
  };
}

function reviewSchema() {
  const v = valibot();
  const day = v.custom<string>(isDay, 'a day, YYYY-MM-DD');
  return members({
    today: day,
    commits: v.exactOptional(
      objectWith({
        base: commitId(),
        head: v.exactOptional(commitId()),
        folder: v.exactOptional(pathBelow()),
      }),
    ),
    findings: v.array(findingSchema(), 'a list'),
    parity: v.array(
      objectWith({
        address: text(),
        attribute: text(),
        values: v.array(objectWith({ environment: text(), production: yesOrNo(), value: anyText() }), 'a list'),
      }),
      'a list',
    ),
    requests: v.exactOptional(objectWith({ sent: v.number('a number'), shown: v.array(witnessSchema(), 'a list') })),
    stacks: v.array(stackSchema(), 'a list'),
  });
}

function witnessSchema() {
  const v = valibot();
  const answered = objectWith({ accepted: yesOrNo(), says: sentence() });
  return objectWith({
    stack: text(),
    environment: anyText(),
    address: v.exactOptional(anyText()),
    app: v.exactOptional(anyText()),
    rules: textList(),
    request: anyText(),
    before: answered,
    after: answered,
  });
}

/** A review of an earlier version has no parts: it says the same in `means` and `todo`. */
function withTexts(finding: Omit<ReviewFinding, keyof RuleTexts> & Partial<RuleTexts>): ReviewFinding {
  const { means, todo } = finding;
  return { title: means, impact: means, fix: todo, ...finding };
}

function commitId() {
  const v = valibot();
  return v.pipe(v.string('a commit id'), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a commit id'));
}

/** It is a part of links. */
function pathBelow() {
  return valibot().custom<string>(isPathBelow, 'a path below the repository');
}

function anyText() {
  return valibot().string('a string');
}

function sentence() {
  const v = valibot();
  return v.pipe(anyText(), v.maxLength(LONGEST_SENTENCE, `a string of at most ${LONGEST_SENTENCE} characters`));
}

/** One of these words. */
function oneOf<const W extends readonly string[]>(words: W) {
  return valibot().picklist(words, `one of ${words.join(', ')}`);
}

function kindSchema() {
  return oneOf(['create', 'update', 'replace', 'delete', 'forget', 'no-op', 'read', 'other']);
}

function waiverSchema() {
  return objectWith({ rule: text(), address: anyText(), reason: anyText(), expires: anyText() });
}

function findingSchema() {
  const v = valibot();
  return objectWith({
    rule: text(),
    severity: oneOf(['block', 'high', 'medium', 'info']),
    production: yesOrNo(),
    environment: v.exactOptional(anyText()),
    stack: v.exactOptional(anyText()),
    address: v.exactOptional(anyText()),
    addresses: v.exactOptional(textList()),
    app: v.exactOptional(anyText()),
    means: sentence(),
    prop: anyText(),
    must: sentence(),
    value: anyText(),
    todo: sentence(),
    title: v.exactOptional(sentence()),
    impact: v.exactOptional(sentence()),
    fix: v.exactOptional(sentence()),
    slots: v.exactOptional(v.record(v.string(), sentence())),
    notes: v.exactOptional(textList()),
    message: anyText(),
    place: v.exactOptional(objectWith({ file: pathBelow(), line: v.custom<number>(isLine, 'the number of a line') })),
    waiver: v.exactOptional(waiverSchema()),
    expiredWaiver: v.exactOptional(waiverSchema()),
  });
}

/** What two kinds of differences have in common. */
function differenceEntries() {
  return {
    attribute: anyText(),
    words: sentence(),
    added: textList(),
    removed: textList(),
    reordered: yesOrNo(),
    stateOnly: yesOrNo(),
  };
}

function diagnosticsSchema() {
  const v = valibot();
  const diagnostic = objectWith({
    severity: oneOf(['error', 'warning']),
    summary: anyText(),
    detail: anyText(),
    address: v.exactOptional(anyText()),
    addresses: v.exactOptional(textList()),
    fix: v.exactOptional(anyText()),
  });
  return v.array(diagnostic, 'a list');
}

function changeLists() {
  const entries = CHANGE_LISTS.map((name) => [name, textList()]);
  return Object.fromEntries(entries) as Record<(typeof CHANGE_LISTS)[number], ReturnType<typeof textList>>;
}

function ownershipSchema() {
  const v = valibot();
  return objectWith({
    owner: v.exactOptional(anyText()),
    contact: v.exactOptional(anyText()),
    criticality: v.exactOptional(anyText()),
  });
}

function stackSchema() {
  const v = valibot();
  const shared = {
    address: text(),
    type: anyText(),
    kind: kindSchema(),
    app: v.exactOptional(anyText()),
    owner: v.exactOptional(anyText()),
    name: v.exactOptional(anyText()),
  };
  const change = objectWith({
    ...shared,
    ownership: v.exactOptional(ownershipSchema()),
    previousAddress: v.exactOptional(anyText()),
    importing: v.exactOptional(anyText()),
    deposed: v.exactOptional(anyText()),
    ...changeLists(),
    differences: v.array(objectWith(differenceEntries()), 'a list'),
  });
  const fate = oneOf(Object.keys(FATE_WORDS) as Fate[]);
  const drift = objectWith({
    ...shared,
    differences: v.array(objectWith({ ...differenceEntries(), fate }), 'a list'),
  });
  return objectWith({
    stack: text(),
    environment: anyText(),
    production: yesOrNo(),
    rehearsal: yesOrNo(),
    outcome: oneOf(['planned', 'stopped', 'failed', 'unchanged']),
    terraformVersion: v.exactOptional(anyText()),
    failure: v.exactOptional(anyText()),
    errors: diagnosticsSchema(),
    warnings: diagnosticsSchema(),
    changes: v.array(change, 'a list'),
    drift: v.array(drift, 'a list'),
    outputs: v.array(objectWith({ name: anyText(), kind: kindSchema() }), 'a list'),
    notes: textList(),
  });
}
