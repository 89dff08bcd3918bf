import type { Exchange } from '../../shared/exchanges';
import type { ChangeRule, Subject } from './change-rule';

/** Something that requests and findings do not agree about. One of the three is set. */
export interface WitnessSubject extends Subject {
  /** A request that base and head answer differently, and no rule finds why. */
  readonly unexplained?: Exchange;
  /** Settings that no request was sent for. */
  readonly notAsked?: { readonly attributes: readonly string[]; readonly why: string };
  /** The rule whose finding no request shows. */
  readonly notShown?: string;
}

const OAUTH = 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1';

const withoutFinding: ChangeRule<WitnessSubject> = {
  id: 'witness/request-without-finding',
  severity: 'high',
  outsideProduction: 'medium',
  leavesOut: true,
  title: 'Okta answers a request of a sign-in differently, and no rule of the review says so.',
  see: OAUTH,
  impact: 'the change broadens or narrows sign-in in a way that this review does not understand',
  fix: 'read the change of the app, and report the request to the maintainers of the review',
  *check({ unexplained }) {
    if (unexplained === undefined) return;
    const { request, before, after } = unexplained;
    const [old, now] = [before, after].map(({ accepted }) => (accepted ? 'accepted' : 'refused'));
    yield {
      prop: 'request',
      must: 'be answered as before',
      value: request,
      note: `it was ${old ?? ''}, and is ${now ?? ''} now`,
    };
  },
};

const notAsked: ChangeRule<WitnessSubject> = {
  id: 'witness/not-asked',
  severity: 'info',
  leavesOut: true,
  title: 'A rehearsal sent no request for a part of the change.',
  see: OAUTH,
  impact: 'whether sign-in changes there, no request shows; the other findings say what the change means',
  fix: 'read the findings about the app',
  *check({ notAsked: one }) {
    if (one === undefined) return;
    yield { prop: 'request', must: 'be sent to base and head', value: one.attributes, note: one.why };
  },
};

const notShown: ChangeRule<WitnessSubject> = {
  id: 'witness/not-shown',
  severity: 'info',
  title: 'A finding says that sign-in is broadened, and no request starts to work.',
  see: OAUTH,
  impact: 'another setting decides already, or still forbids it: the change may take effect later',
  fix: 'check which other setting makes the difference',
  *check({ notShown: rule }) {
    if (rule === undefined) return;
    yield { prop: 'request', must: 'start to work', value: rule };
  },
};

/** Rules about what the requests of a rehearsal show, and what they do not. */
export const witnessRules: readonly ChangeRule<WitnessSubject>[] = [withoutFinding, notAsked, notShown];
