import { isList, isObject } from '../shared/json';
import { MASKED, Marker } from '../plan/markers';
import { secretScan, type SecretScan } from '../shared/secret-scan';

const DEEPEST = 100;

function scrubbed(value: unknown, scan: SecretScan, depth: number): unknown {
  if (typeof value === 'string') return scan.without(value);
  if (value instanceof Marker) return value;
  if (depth > DEEPEST) return MASKED;
  if (isList(value)) return value.map((item) => scrubbed(item, scan, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [scan.without(key), scrubbed(item, scan, depth + 1)]),
  );
}

/** A copy of plain data in which no text contains one of the secrets. The shape stays, so the type does. */
export function withoutSecrets<T>(data: T, secrets: readonly string[]): T {
  return secrets.length === 0 ? data : (scrubbed(data, secretScan(secrets), 0) as T);
}
