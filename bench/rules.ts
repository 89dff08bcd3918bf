import { App, TerraformStack } from 'cdktf';
import { OidcWebApp } from '../constructs/oidc-web-app';
import { checkApp } from '../rules/check';
import { median, type Ratio } from './measure';

const LENGTH = 10_000;
const TIMES_LONGER = 10;
const ROUNDS = 9;

/** What hurts parsers, repeated to the length. */
const PIECES = ['a', '%', '@', ':', '/', '*.', ' ', 'http://', 'a.b@', '\ud800'];

/** All rules over one app with long texts: a rule that goes back and forth over them takes a hundred times as long. */
export function rules(): Ratio[] {
  const ratios = PIECES.map((piece): Ratio => {
    const baseline = secondsOf(piece, LENGTH);
    const value = secondsOf(piece, LENGTH * TIMES_LONGER);
    const name = `rules over texts of ${JSON.stringify(piece)} that are ${TIMES_LONGER} times as long`;
    return { name, value, baseline, unit: 's', limit: 2 * TIMES_LONGER };
  });
  return ratios.sort((a, b) => b.value / b.baseline - a.value / a.baseline).slice(0, 1);
}

function secondsOf(piece: string, length: number): number {
  const text = piece.repeat(length / piece.length);
  const texts = [text, `https://${text}`];
  const stack = new TerraformStack(new App({ stackTraces: false }), 'rules');
  const taken = Array.from({ length: ROUNDS }, (_, round) => {
    const { subject } = new OidcWebApp(stack, `app-${round}`, {
      label: text,
      clientId: text,
      redirectUris: texts,
      postLogoutRedirectUris: texts,
      initiateLogin: { uri: text, scopes: texts },
      frontchannelLogout: { uri: text },
      clientUri: text,
      authenticationPolicy: text,
      userNameTemplate: text,
      notes: { admin: text, endUser: text },
      wildcardRedirect: 'SUBDOMAIN',
    });
    const begin = process.hrtime.bigint();
    checkApp(subject);
    return Number(process.hrtime.bigint() - begin) / 1e9;
  });
  return median(taken);
}
