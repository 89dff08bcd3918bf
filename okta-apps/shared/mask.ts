/** Shorter values would blank out ordinary words. */
const SHORTEST_SECRET = 8;

/** What stands where a secret was. */
const MASK = '(secret)';

/**
 * Replaces the values of secrets in texts that are shown.
 *
 * A value of several lines (a private key) is looked for whole, with its line ends escaped as JSON writes them, and
 * line by line, because Terraform indents what it quotes.
 */
export function maskFor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), ...secret.split(/\r?\n/)]);
  const needles = [...new Set(forms.map((form) => form.trim()))]
    .filter((form) => form.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => needles.reduce((masked, needle) => masked.replaceAll(needle, MASK), text);
}
