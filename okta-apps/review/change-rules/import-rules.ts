import type { Violation } from '../../../rules/engine';
import { attributeOf } from '../../resources/attribute-of';
import { isApp, type ResourceType } from '../../resources/resource-type';
import { field, itemsOf } from '../../shared/json';
import type { Values } from '../../plan/plan';
import type { ChangeRule, Subject } from './change-rule';

/** One object of Okta that a change brings under Terraform. */
export interface ImportSubject extends Subject {
  readonly type: ResourceType;
  /** As the import block has it; empty when only Terraform will know it. */
  readonly id: string;
  /** What is sent to Okta for it from then on. */
  readonly after: Values;
  /** Where this environment has the object already: `okta_app_oauth.web of shop-prod has the label "Shop"`. */
  readonly known: string | undefined;
}

const IMPORT = 'https://developer.hashicorp.com/terraform/language/import';

const known: ChangeRule<ImportSubject> = {
  id: 'import/known-object',
  severity: 'block',
  summary: 'A change imports what another state of the environment holds, or an app that the base declares.',
  needsOrg: true,
  see: IMPORT,
  means: 'two places would decide on one object: each apply reverts the other, and removing one deletes it for both',
  *check({ known: where }) {
    if (where === undefined) return;
    const todo = 'remove the import, or move the object with removed and import blocks, and a waiver in env/ first';
    yield { prop: 'import', must: 'name an object that no stack has', value: where, todo };
  },
};

const app: ChangeRule<ImportSubject> = {
  id: 'app/imported',
  severity: 'high',
  summary: 'An app that exists in Okta is imported into Terraform, with every URI and grant that is sent for it.',
  needsOrg: true,
  see: IMPORT,
  means: 'this code decides on the app from now on; changes made in the console are reverted',
  *check({ type, id, after }) {
    if (!isApp(type)) return;
    yield {
      prop: 'import',
      must: 'name the app that is meant',
      value: id,
      todo: 'compare it with the app in the console',
    };
    yield* sent(type, after);
  },
};

const other: ChangeRule<ImportSubject> = {
  id: 'import/other-object',
  severity: 'high',
  summary: 'An object that exists in Okta is imported into Terraform.',
  needsOrg: true,
  see: IMPORT,
  means: 'this code decides on the object from now on; changes made in the console are reverted',
  *check({ type, id, after }) {
    if (isApp(type)) return;
    const todo = 'compare it with the object in the console';
    yield { prop: 'import', must: 'name the object that is meant', value: id, todo };
    yield* sent(type, after);
  },
};

/** Rules about objects that a change imports. */
export const importRules: readonly ChangeRule<ImportSubject>[] = [known, app, other];

const GRANTS = ['grant_types', 'response_types'];

/** Each by itself, so that a long list is shown whole. */
function* sent(type: ResourceType, after: Values): Iterable<Violation> {
  for (const prop of Object.keys(after).sort()) {
    if (attributeOf(type, prop).uri === undefined && !GRANTS.includes(prop)) continue;
    const value = field(after, prop);
    for (const one of itemsOf(value)) {
      if (one === null || one === '') continue;
      yield { prop, must: 'be meant for this app', value: one, todo: 'compare it with the app in the console' };
    }
  }
}
