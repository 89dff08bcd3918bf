import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PLACES_FILE, placesText, type StackPlaces } from '../../okta-apps/shared/source-places';
import { addressOf } from './addresses';
import { placeOf } from './captured-place';
import type { EnvironmentStack } from './environment-stacks';
import { valuePlaces } from './environment-places';

/**
 * Writes where the code declares the stack and its resources beside its `cdk.tf.json`. The file belongs to no digest
 * and no comparison: a line that moves is no change of the stack.
 */
export function writePlaces(folder: string, stack: EnvironmentStack): void {
  writeFileSync(path.join(folder, PLACES_FILE), placesText(placesOf(stack)));
}

function placesOf(stack: EnvironmentStack): StackPlaces {
  const own = placeOf(stack);
  const resources = stack.node.findAll().flatMap((element) => {
    const place = placeOf(element);
    const address = place === undefined ? undefined : addressOf(element);
    return place === undefined || address === undefined ? [] : [[address, place] as const];
  });
  const values = Object.entries(valuePlaces(stack.environment)).filter(([path]) => SETTING.test(path));
  return {
    ...(own !== undefined && { stack: own }),
    resources: Object.fromEntries(resources),
    ...(values.length > 0 && { values: Object.fromEntries(values) }),
  };
}

/** Values that findings are about: settings. An environment may have thousands of apps, which have lines of their own. */
const SETTING = /^(?!apps\b)[\w-]*(?:\.[\w-]+)?(?:\.[\w-]+)?$/;
