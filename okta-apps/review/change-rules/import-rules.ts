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
  title: 'A change imports what another state of the environment holds, or an app that the base declares.',
  needsOrg: true,
  see: IMPORT,
  impact:
    'two places would manage one object: each apply reverts the other, and removing it in one deletes it for both',
  fix: 'remove the import, or move the object with removed and import blocks, and a waiver in env/ first',
  *check({ known: where }) {
    if (where === undefined) return;
    yield { prop: 'import', must: 'name an object that no stack has', value: where };
  },
};

const app: ChangeRule<ImportSubject> = {
  id: 'app/imported',
  severity: 'high',
  title: 'An existing app is imported into Terraform, with every URI and grant that Terraform sends for it.',
  needsOrg: true,
  see: IMPORT,
  impact: 'from now on this code manages the app; changes made in the console are reverted',
  fix: 'compare it with the app in the console',
  *check({ type, id, after }) {
    if (!isApp(type)) return;
    yield {
      prop: 'import',
      must: 'name the app that is meant',
      value: id,
    };
    yield* sent(type, after);
  },
};

const other: ChangeRule<ImportSubject> = {
  id: 'import/other-object',
  severity: 'high',
  title: 'An object that exists in Okta is imported into Terraform.',
  needsOrg: true,
  see: IMPORT,
  impact: 'from now on this code manages the object; changes made in the console are reverted',
  fix: 'compare it with the object in the console',
  *check({ type, id, after }) {
    if (isApp(type)) return;
    yield { prop: 'import', must: 'name the object that is meant', value: id };
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
      yield { prop, must: 'be meant for this app', value: one, fix: 'compare it with the app in the console' };
    }
  }
}
