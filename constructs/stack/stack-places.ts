import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TerraformStack } from 'cdktf';
import { PLACES_FILE, placesText, type StackPlaces } from '../../okta-apps/shared/source-places';
import { addressOf } from './addresses';
import { placeOf } from './captured-place';

/**
 * Writes where the code declares the stack and its resources beside its `cdk.tf.json`. The file belongs to no digest
 * and no comparison: a line that moves is no change of the stack.
 */
export function writePlaces(folder: string, stack: TerraformStack): void {
  writeFileSync(path.join(folder, PLACES_FILE), placesText(placesOf(stack)));
}

function placesOf(stack: TerraformStack): StackPlaces {
  const own = placeOf(stack);
  const resources = stack.node.findAll().flatMap((element) => {
    const place = placeOf(element);
    const address = place === undefined ? undefined : addressOf(element);
    return place === undefined || address === undefined ? [] : [[address, place] as const];
  });
  return { ...(own !== undefined && { stack: own }), resources: Object.fromEntries(resources) };
}
