import type { Diagnostic } from '../diagnostics';
import type { FieldSpec, Fields, Path } from '../schema';
import { isList, isObject, isWhollyKnown, Unknown, type ObjectValue, type Value } from './value';

/** What terraform-plugin-sdk v2 refuses in a configuration before it plans: conflicts, bad values, deprecations. */
export function validateConfig(fields: Fields, config: ObjectValue): Diagnostic[] {
  return Object.entries(fields).flatMap(([name, field]) => validateField(name, field, config));
}

function isConfigured(value: Value | undefined): boolean {
  return value !== undefined && value !== null && !(isList(value) && value.length === 0);
}

function validateField(name: string, field: FieldSpec, config: ObjectValue): Diagnostic[] {
  const value = config[name] ?? null;
  if (value === null || (field.type === 'blocks' && !isConfigured(value))) return [];
  const deprecated = deprecation(name, field);
  if (!isWhollyKnown(value)) return deprecated;
  const conflict = conflictOf(name, field, config);
  if (conflict !== undefined) return [conflict];
  return [...checkValue(field, value, [name]), ...deprecated];
}

function deprecation(name: string, field: FieldSpec): Diagnostic[] {
  if (!('deprecated' in field)) return [];
  return [{ severity: 'warning', summary: 'Argument is deprecated', detail: field.deprecated, path: [name] }];
}

function conflictOf(name: string, field: FieldSpec, config: ObjectValue): Diagnostic | undefined {
  const other = field.conflictsWith?.find(
    (candidate) => isConfigured(config[candidate]) && !(config[candidate] instanceof Unknown),
  );
  if (other === undefined) return undefined;
  const detail = `"${name}": conflicts with ${other}`;
  return { severity: 'error', summary: 'Conflicting configuration arguments', detail, path: [name] };
}

function checkValue(field: FieldSpec, value: Value, path: Path): Diagnostic[] {
  if (field.type === 'blocks') {
    const blocks = isList(value) ? value.filter(isObject) : [];
    return blocks.flatMap((block, i) =>
      Object.entries(field.fields).flatMap(([name, inner]) =>
        checkValue(inner, block[name] ?? null, [...path, i, name]),
      ),
    );
  }
  if (isList(value)) {
    // The elements of a set have no place that a path could name.
    const at = (i: number): Path => (field.type === 'set' ? path : [...path, i]);
    return value.flatMap((element, i) => checkScalar(field, element, [...path, i], at(i)));
  }
  return checkScalar(field, value, path, path);
}

function checkScalar(
  field: Exclude<FieldSpec, { type: 'blocks' }>,
  value: Value,
  path: Path,
  shown: Path,
): Diagnostic[] {
  if (value === null || typeof value === 'object') return [];
  if (field.type === 'number' && !Number.isInteger(value)) {
    return [{ severity: 'error', summary: `Attribute must be a whole number, got ${String(value)}`, path: shown }];
  }
  const problem = field.check?.(value, { key: path.join('.'), path });
  return problem === undefined ? [] : [{ severity: 'error', summary: problem, path: shown }];
}
