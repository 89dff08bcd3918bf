import type { Violation } from '../../../rules/engine';
import type { RuleTexts } from '../../../rules/texts';
import { field } from '../../shared/json';
import type { Reach } from '../../resources/reach';
import { isStricter } from '../meaning/stricter';
import { touchedBy, type Touched } from '../meaning/touched';
import { isWideForGroups } from '../meaning/wide-groups';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';

const PROVIDER = 'https://registry.terraform.io/providers/okta/okta/latest/docs';
const COMPARE = 'compare what it allows before and after: this review does not read its values';

/** What a rule of this file says; the rest is the same for all of them. */
interface Row
  extends Omit<ChangeRule<ChangeSubject>, 'check' | 'see' | 'grouped' | 'fix'>, Partial<Pick<RuleTexts, 'fix'>> {
  readonly holds: (touched: Touched, subject: ChangeSubject) => boolean;
  /** @default - the effect that the catalogue has for it */
  readonly because?: string;
}

/** The names go with the finding: `rules.known` may accept single attributes. */
interface ByDefault extends Violation {
  readonly attributes: readonly string[];
}

/** One finding for each type and kind: its addresses are put together after the waivers. */
function ruleOf({ holds, because, fix = COMPARE, ...rule }: Row): ChangeRule<ChangeSubject> {
  return {
    ...rule,
    fix,
    see: PROVIDER,
    grouped: true,
    *check(subject): Iterable<ByDefault> {
      for (const touched of touchedBy(subject)) {
        if (!holds(touched, subject)) continue;
        const { verb, decides, attributes } = touched;
        const reason = because ?? decides?.effect ?? '';
        const value = attributes.length > 0 ? attributes : [nameOf(subject)];
        yield {
          prop: subject.type.name,
          must: `be ${verb} on purpose, because ${reason}`,
          value,
          note: reason,
          attributes,
        };
      }
    },
  };
}

function nameOf({ before, after, change }: ChangeSubject): unknown {
  return field(after, 'name') ?? field(before, 'name') ?? change.address;
}

const touches = (reach: Reach) => (touched: Touched, subject: ChangeSubject) => reachOf(touched, subject) === reach;

/** A new object that another new object of the plan owns counts with its owner. */
function reachOf({ decides, verb }: Touched, { type, after, newOwners }: ChangeSubject): Reach | undefined {
  if (verb !== 'created') return decides?.reach;
  if (type.owner !== undefined && newOwners.has(type.owner)) return 'objects';
  return (type.decidesWhenNew?.(after) ?? decides)?.reach;
}

const isUnknown = ({ decides }: Touched) => decides === undefined;
const isWhole = ({ attributes }: Touched, { type }: ChangeSubject) =>
  type.eachAttribute !== true || attributes.length === 0;

/** Whether relying parties may get more groups in a token than one that a person named, or none any more. */
function isWide(touched: Touched, subject: ChangeSubject): boolean {
  if (!touches('what-tokens-say')(touched, subject)) return false;
  return touched.verb === 'deleted' || isWideForGroups(touched.attributes, subject.before, subject.after);
}

/** What no `rules.known` accepts. */
const POWER = 'resource/power-changed';

const REVIEWED_BY_HAND = 'this version of the review knows nothing of it';

/** What every change is that no other rule reads; see `Reach`. */
export const defaultDeny: readonly ChangeRule<ChangeSubject>[] = [
  ruleOf({
    id: 'resource/power-changed',
    severity: 'block',
    outsideProduction: 'high',
    title: 'An admin role, a resource set, an API token or a service integration is created, changed or deleted.',
    impact: 'others may administer the org, or call its management API',
    holds: touches('power'),
    fix: 'explain who gains or loses power over the org, and why',
  }),
  ruleOf({
    id: 'resource/front-door-changed',
    severity: 'high',
    outsideProduction: 'medium',
    title: 'An identity provider, a hook, a domain, a sign-in page, an e-mail or the self-registration changes.',
    impact: 'users may sign in elsewhere or read other messages, and others may learn what happens in the org',
    holds: touches('front-door'),
  }),
  ruleOf({
    id: 'resource/factors-changed',
    severity: 'high',
    outsideProduction: 'medium',
    title: 'A policy, a policy rule, an authenticator or another setting of factors and sessions changes.',
    impact: 'users may be asked for fewer factors, or stay signed in for longer',
    holds: (touched, subject) => touches('factors')(touched, subject) && !isStricter(touched.attributes, subject),
  }),
  ruleOf({
    id: 'resource/factors-stricter',
    severity: 'info',
    title: 'A policy or a policy rule asks for more than before.',
    impact: 'users are asked for more than before',
    holds: (touched, subject) => touches('factors')(touched, subject) && isStricter(touched.attributes, subject),
    fix: 'tell the users who are asked for more',
  }),
  ruleOf({
    id: 'resource/app-access-changed',
    severity: 'high',
    outsideProduction: 'info',
    title: 'Other users get into a group that an existing app uses, or into such an app.',
    impact: 'other users may sign in to an app, or can no longer',
    holds: (touched, subject) => touches('who-gets-in')(touched, subject) && subject.reachesApp,
    fix: 'explain who gets in and who no longer does',
  }),
  ruleOf({
    id: 'resource/who-gets-in-changed',
    severity: 'medium',
    outsideProduction: 'info',
    title: 'Users, memberships, group rules or sources of users change.',
    impact: 'other users may get into the org or into a group',
    holds: (touched, subject) => touches('who-gets-in')(touched, subject) && !subject.reachesApp,
    fix: 'explain who gets in and who no longer does',
  }),
  ruleOf({
    id: 'resource/token-content-wide',
    severity: 'high',
    outsideProduction: 'info',
    title: 'A claim, a scope or a mapping is deleted, or a groups claim no longer names groups.',
    impact: 'relying parties authorize users by claims: they may let in too many users, or refuse all of them',
    holds: isWide,
    fix: 'list the relying parties that read it, and the groups that they may see',
  }),
  ruleOf({
    id: 'resource/token-content-changed',
    severity: 'medium',
    outsideProduction: 'info',
    title: 'An authorization server, a claim, a scope, a mapping, or what an app receives about users changes.',
    impact: 'tokens and assertions describe users differently, and relying parties may treat them differently',
    holds: (touched, subject) => touches('what-tokens-say')(touched, subject) && !isWide(touched, subject),
    fix: 'list the relying parties that read it',
  }),
  ruleOf({
    id: 'resource/object-changed',
    severity: 'info',
    title: 'A group, a profile schema or another object that decides nothing by itself is created or changed.',
    impact: 'nothing changes until something else refers to it',
    holds: (touched, subject) => touches('objects')(touched, subject) && !isRemoved(touched),
    fix: 'look at what refers to it',
  }),
  ruleOf({
    id: 'resource/display-changed',
    severity: 'info',
    title: 'A name, a text, a logo or a theme that users see changes.',
    impact: 'users see something different, and their access stays the same',
    holds: (touched, subject) => touches('display')(touched, subject) && !isRemoved(touched),
    fix: 'check how it looks to users',
  }),
  ...unknowns(),
];

/** `resource/removed` speaks of these. */
function isRemoved({ verb }: Touched): boolean {
  return verb === 'deleted' || verb === 'replaced';
}

/** The type, or an attribute, is in no list: once beside an app, once elsewhere. */
function unknowns(): readonly ChangeRule<ChangeSubject>[] {
  const type = (touched: Touched, subject: ChangeSubject) => isUnknown(touched) && isWhole(touched, subject);
  const attribute = (touched: Touched, subject: ChangeSubject) => isUnknown(touched) && !isWhole(touched, subject);
  const impact = 'what access the change adds or removes is not known';
  const fix = 'look it up in the documentation of the provider; rules.known in env/ can accept it until a given day';
  const base = { impact, fix, because: REVIEWED_BY_HAND, outsideProduction: 'info', leavesOut: true } as const;
  return [
    ruleOf({
      ...base,
      id: 'review/unknown-type-beside-app',
      severity: 'high',
      title: 'A stack with apps changes a resource of a type that the review does not know.',
      holds: (touched, subject) => type(touched, subject) && subject.besideApp,
    }),
    ruleOf({
      ...base,
      id: 'review/unknown-type',
      severity: 'medium',
      title: 'A stack without apps changes a resource of a type that the review does not know.',
      holds: (touched, subject) => type(touched, subject) && !subject.besideApp,
    }),
    ruleOf({
      ...base,
      id: 'review/unknown-attribute-beside-app',
      severity: 'high',
      title: 'A stack with apps changes an attribute that the review does not know.',
      holds: (touched, subject) => attribute(touched, subject) && subject.besideApp,
    }),
    ruleOf({
      ...base,
      id: 'review/unknown-attribute',
      severity: 'medium',
      title: 'A stack without apps changes an attribute that the review does not know.',
      holds: (touched, subject) => attribute(touched, subject) && !subject.besideApp,
    }),
  ];
}

/** Ids of the rules whose findings `rules.known` may accept. */
export const ACCEPTED_WHEN_KNOWN: ReadonlySet<string> = new Set(
  defaultDeny.map(({ id }) => id).filter((id) => id !== POWER),
);
