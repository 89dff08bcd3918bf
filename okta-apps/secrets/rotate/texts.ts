import type { CallError } from '../../okta/call-error';
import { counted } from '../../shared/lists';
import { CAUSES_OF_401 } from '../introspect';
import { SinkError, type Sink } from '../sinks/sink';
import { durationText, timeText } from './duration';
import type { Failures, UseOfOld } from './evidence';
import type { Outcome, PhaseEvent, RotatedApp } from './hands';
import type { Basis, SeenSecret, Situation, Stop, Terms } from './phases';

/** One line for the person, of what was done. Nothing is said that Okta or the sink did not tell. */
export function eventText({ path }: RotatedApp, event: PhaseEvent, { overlap }: Terms): string {
  return `${path}: ${sentence(event, overlap)}\n`;
}

function sentence(event: PhaseEvent, overlap: number): string {
  switch (event.phase) {
    case 'announced':
      return 'the rotation is announced in the sink';
    case 'added':
      return `second secret ${event.secretId} added; both work`;
    case 'handed-out':
      return `new secret stored in ${event.sink} (${event.stored === 'verified' ? 'read back: the same' : 'it cannot be read back'})`;
    case 'verified':
      return 'Okta accepts the new secret (introspection of a token that does not exist)';
    case 'discarded':
      return `secret ${event.secretId} of an interrupted run deleted; it was never handed out`;
    case 'deactivated':
      return `old secret ${event.secretId} deactivated ${because(event.basis, event.use, overlap)}`;
    case 'deleted':
      return `old secret ${event.secretId} deleted${sinceThen(event.failures)}`;
    case 'activated':
      return `old secret ${event.secretId} activated again; both work`;
    case 'removed':
      return `new secret ${event.secretId} deleted; the sink never had it, or no longer has it`;
  }
}

const BY: Readonly<Record<Basis, string>> = {
  evidence: 'by evidence',
  time: 'by time',
  consent: 'by consent of a person',
};

/** Which of the two it was, and what is known. */
function because(basis: Basis, use: UseOfOld | undefined, overlap: number): string {
  const when = overlap === 0 ? 'without an overlap' : `after an overlap of ${durationText(overlap)}`;
  return `${BY[basis]}, ${when}. ${useText(use)}`;
}

function useText(use: UseOfOld | undefined): string {
  if (use?.kind === 'evidence') {
    const requests = counted(use.uses, 'token request');
    return `The system log has at least ${requests} with the new secret and none with the old one, from ${timeText(use.from)} to ${timeText(use.to)}`;
  }
  const why = use?.kind === 'not known' ? `: ${use.why}` : '';
  return `Whether a relying party still uses it is not known${why}`;
}

function sinceThen(failures: Failures | undefined): string {
  switch (failures?.kind) {
    case undefined:
      return '';
    case 'none seen':
      return `. The system log shows no failed client authentication since ${timeText(failures.from)}`;
    case 'failed':
      return `, because a person decided so, although ${failedText(failures)}`;
    case 'not known':
      return `. Whether a client failed to authenticate before that is not known: ${failures.why}`;
  }
}

/** `at least 3 authentications failed since it was deactivated, the last one at 2026-11-27 05:12 UTC` */
export function failedText(failures: Failures): string {
  if (failures.kind !== 'failed') return 'no failed authentication was seen';
  return `at least ${counted(failures.count, 'client authentication')} failed since the old secret was deactivated, the last one at ${timeText(failures.last)}`;
}

/** After a person chose it. */
export function activatedText({ path, app, environment }: RotatedApp, id: string): string {
  return (
    `${path}: both secrets work again. Find out which relying party has ${id}, give it the new one, then continue: ` +
    `okta-apps rotate ${app} --env ${environment}`
  );
}

/** Why a rotation stopped, what works now, and what to do. */
export function stopText(app: RotatedApp, why: Stop, seen: Seen, sink: Sink): string {
  return `${app.path}: ${reason(app, why, seen, sink.describe(app))}`;
}

type Seen = Pick<Situation, 'secrets' | 'failures'>;

function reason({ app, environment }: RotatedApp, why: Stop, { secrets, failures }: Seen, sink: string): string {
  const [older, newer] = secrets;
  const both = secrets.map(secretText).join(' and ');
  switch (why) {
    case 'no secret':
      return 'Okta lists no client secret of it, so there is nothing to rotate';
    case 'none active':
      return `none of its secrets is active (${both}); activate one in the Admin Console first`;
    case 'other client':
      return (
        `${sink} holds the secret of another client ID, perhaps of an earlier app. Store the current one there first: ` +
        `okta-apps credentials ${app} --env ${environment} --to sink. Nothing was changed`
      );
    case 'foreign':
      return (
        `it has two secrets, ${both}, and ${sink} does not explain the second one. Another person or tool may have added it. ` +
        'Find out which one the relying party uses, delete the other one in the Admin Console, and run this again. Nothing was changed'
      );
    case 'unreadable':
      return (
        `it has two secrets, ${both}, and ${sink} cannot tell which one it has. Run this at a terminal, where you can say ` +
        'that it has the newer one. Nothing was changed'
      );
    case 'vanished':
      return `the new secret was deleted by someone else; ${older?.id ?? 'the old one'} still works. Run this again`;
    case 'sink changed':
      return (
        `${sink} does not hold the new secret ${newer?.id ?? ''}; another program wrote to it or lost it. The old secret ` +
        `${older?.id ?? ''} still works. Check the sink, then run this again`
      );
    case 'handed out is inactive':
      return `${sink} holds ${newer?.id ?? ''}, which is inactive in Okta. Activate it in the Admin Console, and run this again`;
    case 'refused':
      return (
        `Okta refuses the secret that ${sink} holds (401). Possible causes: ${CAUSES_OF_401}. The old secret ` +
        `${older?.id ?? ''} still works; it is not deactivated`
      );
    case 'refused after retirement':
      return (
        `Okta refuses the secret that ${sink} holds (401), and the old secret ${older?.id ?? ''} is inactive. Possible ` +
        `causes: ${CAUSES_OF_401}. To activate the old one again, run this with --rollback`
      );
    case 'not known':
      return `Okta did not tell whether the new secret works, so the old secret ${older?.id ?? ''} stays as it is. Run this again later`;
    case 'clients failed':
      return (
        `${failures === undefined ? '' : failedText(failures)}. A relying party may still have the old secret ${older?.id ?? ''}, so it is ` +
        `not deleted. To activate it again: okta-apps rotate ${app} --env ${environment} --rollback. To delete it all ` +
        'the same, run this at a terminal or add --now'
      );
    case 'not verifiable':
      return (
        `${sink} cannot be read, so nothing proves that it has the new secret, and the old secret ${older?.id ?? ''} is not ` +
        'deactivated. Run this at a terminal, where you can agree to that'
      );
  }
}

/** `ocs1 (active, created 2026-11-27 05:12 UTC)` */
export function secretText({ id, status, created }: SeenSecret): string {
  return `${id} (${status.toLowerCase()}, created ${timeText(created)})`;
}

/** What failed for longer than a moment, and in which state that leaves the app. */
export function failureText(
  app: RotatedApp,
  error: CallError | SinkError,
  added: { readonly id: string; readonly stored?: unknown } | undefined,
  sink: Sink,
): string {
  const who = error instanceof SinkError ? `${sink.describe(app)} failed` : 'the org did not do it';
  const isLeft = added !== undefined && added.stored === undefined;
  const left = isLeft
    ? `Okta has the second secret ${added.id}, which was not handed out. The old one still works. Run this again: it replaces ${added.id}`
    : 'What was done so far is kept, and a secret of it works. Run this again to continue';
  return `${app.path}: ${who}: ${error.message}. ${left}`;
}

/** What is left to do, and when. */
export function waitingText(
  app: RotatedApp,
  outcome: Outcome & { kind: 'waiting' },
  { now, overlap }: { readonly now: number; readonly overlap: number },
): string {
  const { for: what, until, secretId } = outcome;
  if (outcome.for === 'use') {
    const then =
      overlap === 0
        ? 'It is deactivated when the latest token request has the new one'
        : `It is deactivated when it was not used for ${durationText(overlap)}, after ${timeText(until)} at the earliest`;
    return (
      `${app.path}: a relying party still uses the old secret ${secretId}: the system log has a token request with it at ` +
      `${timeText(outcome.last)}. Both secrets work. Make the relying party read the new one. ${then}. To stop the ` +
      'old secret all the same, add --now'
    );
  }
  const left = durationText(until - now);
  return what === 'overlap'
    ? `${app.path}: both secrets work until ${timeText(until)} (${left} left); then ${secretId} is deactivated`
    : `${app.path}: ${secretId} is inactive, and is deleted after ${timeText(until)} (${left} left); --rollback activates it again`;
}

/** Of a run that goes first. */
export function waitsText({ path }: RotatedApp, until: number): string {
  return `${path}: another run rotates it, or was killed on another machine; waiting until ${timeText(until)} at most\n`;
}

/** What a refresh of a leaked secret does not end. Okta's own authorization server issues access tokens for an hour. */
export const LEAKED =
  'Users stay signed in. Access tokens that were already issued work until they expire: 1 hour for the org authorization ' +
  'server, up to 24 hours for a custom one. Refresh tokens need the new secret from now on.';
