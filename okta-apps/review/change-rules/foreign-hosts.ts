import { lookAlikeOf } from '../meaning/look-alike';
import { sharedCallbackReason } from '../meaning/shared-callbacks';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';

const BCP = 'https://www.rfc-editor.org/rfc/rfc9700#section-4.1';

const sharedCallback: ChangeRule<ChangeSubject> = {
  id: 'redirect-uri/shared-callback',
  severity: 'high',
  outsideProduction: 'info',
  title: 'Sign-in may end on a shared page: a debugger, a tunnel, a sandbox or a request recorder.',
  see: BCP,
  impact: 'others can receive authorization codes or assertions for this app',
  fix: 'use a host of your own; keep this one to a development environment',
  *check({ uris }) {
    for (const { use, uri, change, text } of uris) {
      const reason = use === 'redirect' ? sharedCallbackReason(uri.host) : undefined;
      if (reason === undefined) continue;
      yield { prop: change.prop, must: `not be on a shared host, because ${reason}`, value: text, note: reason };
    }
  },
};

const lookAlike: ChangeRule<ChangeSubject> = {
  id: 'app/look-alike-domain',
  severity: 'high',
  outsideProduction: 'medium',
  title: 'A URI of an app is on a domain that looks like one that other apps use.',
  see: 'https://www.unicode.org/reports/tr39/#Confusable_Detection',
  impact: 'the owner of a domain that users take for yours can receive authorization codes, or users who sign out',
  fix: 'confirm who owns the domain, or correct it',
  *check({ uris, inUse }) {
    for (const { uri, change, text } of uris) {
      const used = uri.host === '' || uri.ownMachine ? undefined : lookAlikeOf(uri.domain, inUse().domains);
      if (used === undefined) continue;
      const must = `not be on a domain that looks like ${used}`;
      yield { prop: change.prop, must, value: text, note: `it looks like ${used}` };
    }
  },
};

/** Rules about hosts that belong to others. */
export const foreignHosts: readonly ChangeRule<ChangeSubject>[] = [sharedCallback, lookAlike];
