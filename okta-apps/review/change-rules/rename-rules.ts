import type { Rename } from '../renames';
import type { ChangeRule, Subject } from './change-rule';

/** One app that would be deleted and created again under another address. */
export interface RenameSubject extends Subject {
  readonly rename: Rename;
}

/** The construct ID of `okta_app_oauth.billing`. */
function constructId(address: string): string {
  return address.slice(address.lastIndexOf('.') + 1);
}

function wayTo({ environment, from, to }: Rename): string {
  if (from.stack === to.stack) {
    return `declare where the app was before: app.movedFrom('${constructId(from.address)}') on ${to.address}`;
  }
  const removed = `{ from: '${from.address}', lifecycle: { destroy: false } }`;
  return (
    `move it in two steps, so that Okta keeps the app: in ${from.stack}, stack.addOverride('removed', [${removed}]); ` +
    `in ${to.stack}, app.importFrom('${from.id ?? 'the ID of the app'}') on ${to.address}, for ${environment} only`
  );
}

const renamed: ChangeRule<RenameSubject> = {
  id: 'app/renamed',
  severity: 'block',
  summary: 'An app is deleted, and one with the same client ID is created at another address.',
  see: 'https://developer.hashicorp.com/terraform/language/moved',
  means: 'the app is deleted and may not be created again: users cannot sign in, and its secret is lost',
  *check({ rename }) {
    const { from, to } = rename;
    const place = ({ stack, address }: Rename['from']): string =>
      from.stack === to.stack ? address : `${stack}/${address}`;
    yield {
      prop: 'address',
      must: 'stay the same',
      value: { before: place(from), after: place(to) },
      todo: wayTo(rename),
    };
  },
};

export const renameRules: readonly ChangeRule<RenameSubject>[] = [renamed];
