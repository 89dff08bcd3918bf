/** Finds secret values in text, also as JSON, URL encoding and base64 write them. */
export interface SecretScan {
  foundIn(text: string): boolean;
  /** The text with each secret replaced by `(sensitive)`. */
  without(text: string): string;
}

/** Shorter ones would be found in half of all words; they are hidden only where they are the whole text. */
const SHORTEST_PART = 4;
/** A line of a PEM key is a secret of its own; `-----END` and the like are not. */
const SHORTEST_LINE = 16;

function urlForm(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text; // half of a surrogate pair has no URL form
  }
}

function forms(secret: string): string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE && !line.startsWith('-----'));
  return [secret, secret.trim(), ...lines].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    urlForm(text),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text).toString('base64url'),
  ]);
}

/** @param secrets values that must appear nowhere, such as those of the environment variables that hold credentials. */
export function secretScan(secrets: readonly string[]): SecretScan {
  const all = [...new Set(secrets.flatMap(forms))].filter((text) => text.trim().length > 0);
  const whole = new Set(all);
  const parts = all.filter((text) => text.length >= SHORTEST_PART).sort((a, b) => b.length - a.length);
  if (all.length === 0) return { foundIn: () => false, without: (text) => text };
  const pattern = parts.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  const test = parts.length > 0 ? new RegExp(pattern) : /(?!)/;
  const each = new RegExp(test.source, 'g');
  return {
    foundIn: (text) => whole.has(text) || test.test(text),
    without: (text) => (whole.has(text) ? '(sensitive)' : text.replace(each, '(sensitive)')),
  };
}
