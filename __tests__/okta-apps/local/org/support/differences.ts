/** How two JSON values differ: one line per path, `path: missing`, `path: extra`, or `path: <recorded> became <answered>`. */
export function differences(recorded: unknown, answered: unknown, path = ''): string[] {
  if (isObject(recorded) && isObject(answered)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(answered)]);
    return [...keys].flatMap((key) => {
      const at = path === '' ? key : `${path}.${key}`;
      if (!(key in answered)) return [`${at}: missing`];
      if (!(key in recorded)) return [`${at}: extra`];
      return differences(recorded[key], answered[key], at);
    });
  }
  if (Array.isArray(recorded) && Array.isArray(answered) && recorded.length === answered.length)
    return recorded.flatMap((item, index) => differences(item, answered[index], `${path}[${index}]`));
  const [before, after] = [JSON.stringify(recorded), JSON.stringify(answered)];
  return before === after ? [] : [`${path}: ${before} became ${after}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
