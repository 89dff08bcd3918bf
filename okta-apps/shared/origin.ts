/**
 * Scheme, host and port as Okta compares them: lower case, without a default port and a closing slash. Undefined for what
 * is no origin, such as a URI with a path.
 */
export function normalOrigin(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^[a-z][a-z0-9+.-]*:\/\/[^/?#\\@\s]+\/?$/i.test(text)) return undefined;
  try {
    const url = new URL(text);
    return `${url.protocol}//${url.host}`;
  } catch {
    return undefined;
  }
}
