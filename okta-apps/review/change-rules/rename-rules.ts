import { fill, type Text } from '../../../rules/texts';
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

function wayTo({ environment, from, to }: Rename): Text {
  if (from.stack === to.stack) {
    return fill('declare where the app was before: {code} on {address}', {
      code: `app.movedFrom('${constructId(from.address)}')`,
      address: to.address,
    });
  }
  const removed = `{ from: '${from.address}', lifecycle: { destroy: false } }`;
  return fill(
    'move it in two steps, so that Okta keeps the app: in {oldStack}, {removed}; in {newStack}, {imported} on {address}, for {environment} only',
    {
      oldStack: from.stack,
      removed: `stack.addOverride('removed', [${removed}])`,
      newStack: to.stack,
      imported: `app.importFrom('${from.id ?? 'the ID of the app'}')`,
      address: to.address,
      environment,
    },
  );
}

const renamed: ChangeRule<RenameSubject> = {
  id: 'app/renamed',
  severity: 'block',
  title: 'An app is deleted, and one with the same client ID is created at another address.',
  see: 'https://developer.hashicorp.com/terraform/language/moved',
  impact: 'the app is deleted and may not be created again: users cannot sign in, and its secret is lost',
  fix: 'declare where the app was before, with movedFrom',
  *check({ rename }) {
    const { from, to } = rename;
    const place = ({ stack, address }: Rename['from']): string =>
      from.stack === to.stack ? address : `${stack}/${address}`;
    yield {
      prop: 'address',
      must: 'stay the same',
      value: { before: place(from), after: place(to) },
      fix: wayTo(rename),
    };
  },
};

export const renameRules: readonly ChangeRule<RenameSubject>[] = [renamed];
