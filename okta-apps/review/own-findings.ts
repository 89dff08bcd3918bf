import type { RuleFinding } from './change-rules/change-rule';
import { evaluate } from './change-rules/evaluate';
import { knownRules } from './change-rules/known-rules';
import { lockFileRules, lockRules } from './change-rules/lock-rules';
import {
  ignoredFileRules,
  protectedPathRules,
  unknownRuleRules,
  otherStackRules,
  unplannedRules,
  waiverRules,
} from './change-rules/own-rules';
import { borrowedRules } from './change-rules/rehearsal-rules';
import { newEnvironmentRules, settingHistoryRules, settingRules } from './change-rules/setting-rules';
import { LOADED, protectedFiles, teamFiles } from './protected-paths';
import { LOCK_FILE, lockFileFault, readLockFile } from '../plan/lock-file';
import { DEFAULT_FILES } from '../shared/app-files';
import type { ChangedFile } from '../shared/changed-file';
import { byText } from '../shared/json';
import { isSourceOf } from '../shared/listed-providers';
import { knownFault } from './known';
import { unknownRules } from './manifest-rules';
import type { ReviewInput } from './review-input';
import { newEnvironments, settingChanges } from './settings/setting-changes';
import { unusualFiles, type UnusualFile } from './unusual-files';
import { faultOf } from './waivers';

type Production = ReadonlyMap<string, boolean>;

/** What is compared as data, where both sides are known. */
const DATA = 'severities and waivers';

/** What a review says about the surroundings of the change: lock file, its own rules, waivers. */
export function ownFindings(input: ReviewInput, production: Production): RuleFinding[] {
  return [
    ...lockFindings(input),
    ...protectedPathFindings(input),
    ...ignoredFileFindings(input),
    ...borrowedFindings(input),
    ...unplannedFindings(input, production),
    ...unreviewedFindings(input),
    ...settingFindings(input),
    ...settingHistoryFindings(input),
    ...waiverFindings(input, production),
    ...knownFindings(input, production),
    ...unknownRuleFindings(input, production),
  ];
}

function lockFindings({ lock, settings }: ReviewInput): RuleFinding[] {
  if (lock === undefined) return [];
  const [before, after] = [readLockFile(lock.before), readLockFile(lock.after)];
  const listed = (settings?.before ?? []).flatMap(({ providers = [] }) => providers);
  const fault = lockFileFault(lock.after);
  const file = evaluate(lockFileRules, { place: { address: LOCK_FILE }, production: true, fault }, {});
  const providers = [...new Set([...before.keys(), ...after.keys()])].sort(byText).flatMap((source) => {
    const subject = {
      place: { address: source },
      production: true,
      before: before.get(source),
      after: after.get(source),
      listed: listed.some((provider) => isSourceOf(provider, source)),
    };
    return evaluate(lockRules, subject, {});
  });
  return [...file, ...providers];
}

/** Settings are compared as data where both sides are known, else by the files that hold them. */
function protectedPathFindings({ changedFiles = [], changes = [], app, settings }: ReviewInput): RuleFinding[] {
  const unusual = unusualChanges(changes, app);
  const isUnusual = new Set(unusual.map(({ path }) => path));
  const named: readonly (readonly [string, readonly string[]])[] = [
    ...[...protectedFiles(changedFiles, app)].map(
      ([what, files]) => [what, files.filter((file) => !isUnusual.has(file))] as const,
    ),
    ['unusual files', unusual.map(({ path, reasons }) => `${path} (${reasons.join(', ')})`)],
  ];
  return named.flatMap(([what, files]) => {
    if (files.length === 0 || (what === DATA && settings !== undefined)) return [];
    return evaluate(protectedPathRules, { place: {}, production: true, what, files }, {});
  });
}

/** Files whose kind or name makes git, npm or a compiler treat others differently; where their path is no finding already. */
function unusualChanges(changes: readonly ChangedFile[], app = DEFAULT_FILES): readonly UnusualFile[] {
  const files = protectedFiles(
    changes.map(({ path }) => path),
    app,
  );
  const decided = new Set([...files].flatMap(([what, own]) => (what === DATA || what === LOADED ? [] : own)));
  return unusualFiles(
    changes.filter(({ path }) => !decided.has(path)),
    teamFiles(app),
  );
}

/** No status and no editor shows these as changed, since git is told to ignore them; the commit has them all the same. */
function ignoredFileFindings({ changes = [] }: ReviewInput): RuleFinding[] {
  const files = changes.filter(({ ignored }) => ignored).map(({ path }) => path);
  if (files.length === 0) return [];
  return evaluate(ignoredFileRules, { place: {}, production: true, files }, {});
}

function borrowedFindings({ borrowed = [] }: ReviewInput): RuleFinding[] {
  return [...new Set(borrowed.map(({ what }) => what))].flatMap((what) => {
    const all = borrowed.flatMap((one) => (one.what === what ? one.files : []));
    return evaluate(borrowedRules, { place: {}, production: true, what, files: [...new Set(all)].sort(byText) }, {});
  });
}

function unplannedFindings({ unplanned = [] }: ReviewInput, production: Production): RuleFinding[] {
  return unplanned.flatMap(({ stack, environment }) => {
    const place = { stack, environment };
    return evaluate(unplannedRules, { place, production: production.get(environment) ?? true, stack }, {});
  });
}

function unreviewedFindings({ unreviewed = [] }: ReviewInput): RuleFinding[] {
  return unreviewed.flatMap((stack) => evaluate(otherStackRules, { place: { stack }, production: true, stack }, {}));
}

function settingHistoryFindings({ settingHistory }: ReviewInput): RuleFinding[] {
  if (settingHistory === undefined) return [];
  return evaluate(settingHistoryRules, { place: {}, production: true, ...settingHistory }, {});
}

function settingFindings({ settings }: ReviewInput): RuleFinding[] {
  if (settings === undefined) return [];
  const environments = newEnvironments(settings);
  return [
    ...settingChanges(settings).flatMap((change) => {
      const { environment, address } = change;
      const place = { ...(environment !== undefined && { environment }), ...(address !== undefined && { address }) };
      return evaluate(settingRules, { place, production: true, change }, {});
    }),
    ...evaluate(newEnvironmentRules, { place: {}, production: true, environments }, {}),
  ];
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

function knownFindings({ rules, today }: ReviewInput, production: Production): RuleFinding[] {
  return Object.entries(rules).flatMap(([environment, { known = [] }]) =>
    known.flatMap((entry) => {
      const subject = {
        place: { environment },
        production: production.get(environment) ?? true,
        known: entry,
        fault: knownFault(entry, today),
      };
      return evaluate(knownRules, subject, {});
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
