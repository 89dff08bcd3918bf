/** All that a list of the SDK has, over all its pages. The SDK gives null for a page with nothing on it. */
export async function allOf<T>(collection: AsyncIterable<T | null>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of collection) if (one !== null) found.push(one);
  return found;
}
