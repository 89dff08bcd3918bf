import type { RuleFinding } from './change-rules/change-rule';
import { evaluate } from './change-rules/evaluate';
import { lockRules } from './change-rules/lock-rules';
import { proposalRules, protectedPathRules, unknownRuleRules, waiverRules } from './change-rules/own-rules';
import { PROTECTED_PATHS, protectedFiles } from './protected-paths';
import { readLockFile } from '../plan/lock-file';
import { byText } from '../shared/json';
import { unknownRules } from './manifest-rules';
import type { ReviewInput, ReviewRules } from './review-input';
import { unusualFiles } from './unusual-files';
import { faultOf } from './waivers';

type Production = ReadonlyMap<string, boolean>;

function lockFindings({ lock }: ReviewInput): RuleFinding[] {
  if (lock === undefined) return [];
  const [before, after] = [readLockFile(lock.before), readLockFile(lock.after)];
  return [...new Set([...before.keys(), ...after.keys()])].sort(byText).flatMap((source) => {
    const subject = {
      place: { address: source },
      production: true,
      before: before.get(source),
      after: after.get(source),
    };
    return evaluate(lockRules, subject, {});
  });
}

/** What is compared as data, where both sides are known. */
const DATA = 'severities and waivers';

/** Waivers and severities are judged as data where both sides are known, else by the files that hold them. */
function protectedPathFindings({ changedFiles = [], proposedRules }: ReviewInput): RuleFinding[] {
  const files = protectedFiles(changedFiles);
  return PROTECTED_PATHS.flatMap(({ what }) => {
    const own = files.get(what);
    if (own === undefined || (what === DATA && proposedRules !== undefined)) return [];
    return evaluate(protectedPathRules, { place: {}, production: true, what, files: own }, {});
  });
}

/** Files whose kind or name makes git, npm or a compiler treat others differently; where they are no finding already. */
function unusualFileFindings({ changes = [] }: ReviewInput): RuleFinding[] {
  const decided = new Set(
    [...protectedFiles(changes.map(({ path }) => path))].flatMap(([what, files]) => (what === DATA ? [] : files)),
  );
  const files = unusualFiles(changes.filter(({ path }) => !decided.has(path)));
  if (files.length === 0) return [];
  return evaluate(protectedPathRules, { place: {}, production: true, what: 'unusual files', files }, {});
}

/** Everything that an environment's data says, one text each. */
function statements({ severities = {}, waivers = [] }: ReviewRules): string[] {
  return [
    ...Object.entries(severities).map(([rule, severity]) => `severity ${rule} ${severity}`),
    ...waivers.map(({ rule, address, expires, reason }) => `waiver ${rule} ${address} until ${expires}: ${reason}`),
  ].sort(byText);
}

function proposalFindings({ rules, proposedRules }: ReviewInput, production: Production): RuleFinding[] {
  if (proposedRules === undefined) return [];
  const names = [...new Set([...Object.keys(rules), ...Object.keys(proposedRules)])].sort(byText);
  return names.flatMap((environment) => {
    const [before, after] = [rules, proposedRules].map((all) => {
      const own = Object.hasOwn(all, environment) ? all[environment] : undefined;
      return statements(own ?? {});
    }) as [string[], string[]];
    const subject = {
      place: { environment },
      production: production.get(environment) ?? true,
      added: after.filter((text) => !before.includes(text)),
      removed: before.filter((text) => !after.includes(text)),
    };
    return evaluate(proposalRules, subject, {});
  });
}

function waiverFindings({ rules, today }: ReviewInput, production: Production): RuleFinding[] {
  return Object.entries(rules).flatMap(([environment, { waivers = [] }]) =>
    waivers.flatMap((waiver) => {
      const place = { environment, address: waiver.address };
      const subject = { place, production: production.get(environment) ?? true, waiver, fault: faultOf(waiver, today) };
      return evaluate(waiverRules, subject, {});
    }),
  );
}

/** Names of rules that are wrong at the base, and those that the head would bring. */
function unknownRuleFindings({ rules, proposedRules = {} }: ReviewInput, production: Production): RuleFinding[] {
  const subjects = [...Object.entries(rules), ...Object.entries(proposedRules)].flatMap(([environment, own]) =>
    unknownRules(own).map(({ address, ...unknown }) => ({
      place: { environment, ...(address !== undefined && { address }) },
      production: production.get(environment) ?? true,
      ...unknown,
    })),
  );
  const once = new Map(subjects.map((subject) => [JSON.stringify(subject), subject]));
  return [...once.values()].flatMap((subject) => evaluate(unknownRuleRules, subject, {}));
}

/** What a review says about the surroundings of the change: lock file, its own rules, waivers. */
export function ownFindings(input: ReviewInput, production: Production): RuleFinding[] {
  return [
    ...lockFindings(input),
    ...protectedPathFindings(input),
    ...unusualFileFindings(input),
    ...proposalFindings(input, production),
    ...waiverFindings(input, production),
    ...unknownRuleFindings(input, production),
  ];
}
