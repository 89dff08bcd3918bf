import { listed } from '../../shared/lists';
import { CAUSES_OF_401 } from '../introspect';
import type { KeySituation, KeyStep } from './key-phases';
import { keysText, keyText, type PublicKey } from './public-keys';

/** What the texts say of an app besides its keys. */
export interface KeyedApp {
  /** `storefront-prod/billing` */
  readonly path: string;
  readonly app: string;
  readonly stack: string;
  readonly environment: string;
  /** Where the code declares it. */
  readonly place: string;
}

/** What the code, Okta and the relying party say, and what to do next. */
export function keyStepText(app: KeyedApp, situation: KeySituation, step: KeyStep): string {
  const lines = [`${app.path}: ${stateText(situation)}`, ...stepLines(app, step)];
  return `${lines.join('\n')}\n`;
}

function stateText({ declared, inOkta, signedWith }: KeySituation): string {
  const state = `the code has ${keysText(declared)}; Okta has ${keysText(inOkta)}`;
  if (signedWith === undefined) return `${state}.`;
  const key = keyText(signedWith.key);
  const says = {
    proven: 'and Okta accepts it',
    refused: 'and Okta does not accept it',
    'not known': 'and it is not known whether Okta accepts it',
  }[signedWith.outcome];
  return `${state}. The relying party signs with ${key}, ${says}.`;
}

function stepLines(app: KeyedApp, step: KeyStep): readonly string[] {
  const again = `Then run this again: okta-apps rotate ${app.app} --env ${app.environment} --prove-with '<command>'`;
  const apply = `plan, review and apply it: okta-apps apply ${app.stack}`;
  switch (step.kind) {
    case 'add':
      return [
        '  No rotation is in progress. To begin one, declare a second key: both work then, and nothing changes for users.',
        '  1. Make a key pair where the relying party keeps its key. The private key stays there.',
        `  2. In ${app.place}, add the public key after ${nameOf(step.beside)}, with a kid of its own:`,
        `       jwks: [`,
        `         /* ${keyText(step.beside)}, as it is${step.beside.kid === undefined ? ', with a kid: Okta requires one when there are several keys' : ''} */,`,
        `         { kty: 'RSA', kid: '<new kid>', e: 'AQAB', n: '<modulus>' },`,
        `       ],`,
        `  3. Plan, review and apply it: okta-apps apply ${app.stack}. The review has the finding keys/added.`,
        `  ${again}`,
      ];
    case 'apply':
      return [
        `  Next: apply the change of the code. It ${changeText(step.added, step.removed)}.`,
        step.removed.length === 0
          ? `  No key is removed, so nothing changes for users; ${apply}. Let the relying party sign with the new key only afterwards.`
          : `  Make sure first that every instance of the relying party signs with a key that stays; ${apply}.`,
        `  ${again}`,
      ];
    case 'keep':
      return [
        `  Do not apply the code as it is: it removes ${keysText(step.keys)}, which ${step.used ? 'the relying party signs with' : 'instances of the relying party may still sign with'}.`,
        `  Next: declare ${names(step.keys)} again in ${app.place}, beside the new key; ${apply}.`,
        `  ${again}`,
      ];
    case 'prove':
      return [
        step.removed.length === 0
          ? '  Next: show which key the relying party signs with. Nothing is removed before.'
          : `  Do not apply the code as it is: it removes ${keysText(step.removed)}, and it is not known whether the relying party signs with it.`,
        `  Run this with --prove-with '<command>', where the command signs an assertion as the relying party does.`,
      ];
    case 'switch':
      return [
        `  Next: let every instance of the relying party sign with ${nameOf(step.to)}. Both keys work, so instances can change one after the other.`,
        `  Keep ${nameOf(step.from)} in the code until the last one has changed.`,
        `  ${again}`,
      ];
    case 'retire':
      return [
        `  Next: remove ${names(step.keys)} from jwks in ${app.place}, and keep ${nameOf(step.keep)}; ${apply}.`,
        '  The review has the finding keys/removed. One assertion proves one instance: make sure that every other one has changed, too.',
      ];
    case 'choose':
      return [
        '  Okta does not say which of them is the newest, so one of two is next:',
        `  - ${nameOf(step.used)} is the new key: once every instance signs with it, remove ${names(step.others)} from jwks in ${app.place}; ${apply}.`,
        `  - ${names(step.others)} is the new key: let every instance of the relying party sign with it. ${again}`,
      ];
    case 'stop':
      return [`  ${stopText(app, step.why, step.keys)}`];
  }
}

function stopText(
  { place, app, stack }: KeyedApp,
  why: (KeyStep & { kind: 'stop' })['why'],
  keys: readonly PublicKey[],
) {
  switch (why) {
    case 'none declared':
      return `The code has no key that can be read: only Terraform knows jwks in ${place}, or it is empty. Write the public keys there.`;
    case 'none in Okta':
      return `Okta has no active key of ${app}, so no request is accepted. Apply the code first: okta-apps apply ${stack}`;
    case 'same name':
      return (
        `Do not apply the code as it is: under ${names(keys)} it has another key than Okta, so Okta would refuse the relying ` +
        `party from the apply until it signs with that one. Give the new key a kid of its own in ${place}, and keep the old key.`
      );
    case 'no name':
      return `Give each key in ${place} a kid: Okta refuses several keys when one has none.`;
    case 'refused':
      return `Okta answers 401 to the assertion: ${CAUSES_OF_401.replace('secret is wrong', 'key is not one of the app')}. Nothing is planned before it accepts one.`;
    case 'not known':
      return 'Run this again later. Nothing is planned before Okta has accepted an assertion.';
  }
}

function changeText(added: readonly PublicKey[], removed: readonly PublicKey[]): string {
  const parts = [
    ...(added.length === 0 ? [] : [`adds ${keysText(added)}`]),
    ...(removed.length === 0 ? [] : [`removes ${keysText(removed)}`]),
  ];
  return parts.join(' and ');
}

function nameOf({ kid }: PublicKey): string {
  return kid ?? 'the key without kid';
}

function names(keys: readonly PublicKey[]): string {
  return listed(keys.map(nameOf));
}
