import { parsePlan, type ParseOptions } from '../plan/parse-plan';
import type { Plan } from '../plan/plan';
import { CATALOGUE, type Catalogue } from './catalogue';
import { objectName } from './references';
import { sameMeaning } from './same-meaning';

/**
 * Reads a plan with what is known of Okta's resource types: an attribute that is only written in another way does not
 * change.
 *
 * @throws PlanError as `parsePlan` does.
 */
export function readPlan(json: unknown, options: ParseOptions, { typeOf }: Catalogue = CATALOGUE): Plan {
  return parsePlan(json, options, {
    sameMeaning: (type, attribute, before, after) => sameMeaning(typeOf(type), attribute, before, after),
    nameOf: objectName,
  });
}
