import { lookAlikeOf } from '../meaning/look-alike';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';

const BCP = 'https://www.rfc-editor.org/rfc/rfc9700#section-4.1';

const sharedCallback: ChangeRule<ChangeSubject> = {
  id: 'redirect-uri/shared-callback',
  severity: 'high',
  outsideProduction: 'info',
  title: 'Okta may send users back to a shared page: a debugger, a tunnel, a sandbox or a request recorder.',
  see: BCP,
  impact: 'others can receive authorization codes or assertions for this app',
  fix: 'use a host of your own; keep this one in a development environment',
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
  impact: 'the owner of a domain that users mistake for yours can receive authorization codes, or users who sign out',
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

/** A host that receives sign-ins for anyone who asks it to, and why. */
interface SharedCallback {
  /** The host itself; every host below it counts too. */
  readonly host: string;
  /** Follows "because". */
  readonly reason: string;
}

const DEBUGGER = 'it shows the tokens of every org to anyone who opened the page';
const TUNNEL = 'anyone can get the name next';
const SANDBOX = 'anyone can publish a page there, and names are used again';
const INBOX = 'it records what it receives, and anyone with the link can read it';

/** Kept by hand: pages for trying out OAuth, tunnels to a machine, sandboxes and request recorders. */
const SHARED_CALLBACKS: readonly SharedCallback[] = [
  ...of(DEBUGGER, 'oauth.pstmn.io', 'getpostman.com', 'oauth.tools', 'jwt.io', 'jwt.ms', 'oidcdebugger.com'),
  ...of(DEBUGGER, 'oauthdebugger.com', 'openidconnect.net', 'insomnia.rest', 'hoppscotch.io'),
  ...of(DEBUGGER, 'samltest.id', 'token.dev', 'www.oauth.com', 'oauth.mocklab.io'),
  ...of(TUNNEL, 'ngrok.io', 'ngrok.app', 'ngrok.dev', 'ngrok-free.app', 'ngrok-free.dev', 'ngrok.pizza', 'loca.lt'),
  ...of(TUNNEL, 'localtunnel.me', 'trycloudflare.com', 'serveo.net', 'lhr.life', 'localhost.run', 'pagekite.me'),
  ...of(TUNNEL, 'telebit.cloud', 'tunnelmole.net', 'pinggy.link', 'bore.pub', 'devtunnels.ms', 'localxpose.io'),
  ...of(TUNNEL, 'expose.dev', 'sharedwithexpose.com', 'zrok.io'),
  ...of(SANDBOX, 'codesandbox.io', 'csb.app', 'stackblitz.io', 'webcontainer.io', 'glitch.me', 'replit.dev', 'repl.co'),
  ...of(SANDBOX, 'codepen.io', 'cdpn.io', 'jsfiddle.net', 'jsbin.com', 'plnkr.co', 'gitpod.io', 'app.github.dev'),
  ...of(INBOX, 'webhook.site', 'requestbin.com', 'requestbin.net', 'pipedream.net', 'beeceptor.com', 'hookbin.com'),
  ...of(INBOX, 'requestcatcher.com', 'httpbin.org', 'interact.sh', 'oast.fun', 'burpcollaborator.net', 'smee.io'),
];

/** Why others may receive what is sent to the host; undefined for any other host. */
function sharedCallbackReason(host: string): string | undefined {
  const name = host.replace(/:\d+$/, '').replace(/\.$/, '');
  return SHARED_CALLBACKS.find((shared) => name === shared.host || name.endsWith(`.${shared.host}`))?.reason;
}

function of(reason: string, ...hosts: readonly string[]): readonly SharedCallback[] {
  return hosts.map((host) => ({ host, reason }));
}
