// cspell:ignore HAGDTYU Dwecd Fjfp Rbnf changeme asdfghjkl asdfgh qwertyuiop zxcvbn
/**
 * Client secrets that public documents show: anyone who tries secrets tries these first.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationSSOCredentialOAuth2ClientAuth/
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 * @see https://www.rfc-editor.org/rfc/rfc7591#section-3.2.1
 * @see https://openid.net/specs/openid-connect-registration-1_0.html#RegistrationResponse
 */
const SAMPLES = [
  'DRUFXGF9XbLnS9k-Sla3x3POBiIxDreBCdZuFs5B',
  'DRUFXGF9XbLn......a3x3POBiIxDreBCdZuFs5B',
  'HAGDTYU9XbLnS......3xasFDDwecdZuFs5B',
  'wj9bOsLK0BRNJqy7KMMnaE7m8qrW51bPO2n1-PYvkOmhHRYgcuOecQkEwq9MPYa5',
  'your-client-secret',
  '7Fjfp0ZBr1KtDRbnfVdmIw',
  'cf136dc3c1fc93f31185e5885805d',
  'ZJYCqe3GGRvdrudKyZS0XhGv_Z45DuKhCUk0gBR1vZk',
];

/**
 * RFC 6749 wants 2^128 possible values, which 14 characters cannot have and Okta accepts. This many bits are the least
 * with which NIST lets a generated secret be tried without a limit.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-10.10
 * @see https://pages.nist.gov/800-63-3/sp800-63b.html#5122-look-up-secret-verifiers
 */
const LEAST_BITS = 64;

/** Words of invented secrets, years and rows of keys, with the sign that separates them from the next; longer ones first. */
const WORDS =
  /^(?:administrator|application|changeme|credential|password|passw0rd|production|placeholder|default|example|staging|welcome|asdfghjkl|asdfgh|qwertyuiop|qwerty|zxcvbn|client|sample|secret|secure|system|admin|dummy|local|login|oauth|oidc|okta|okay|pass|prod|test|token|user|value|your|(?:19|20)\d\d)[-_. ]?/i;

/** Each class of characters with how many it has; the two of base64 and base64url are apart from other signs. */
const CLASSES: readonly (readonly [characters: RegExp, size: number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[-_]/, 2],
  [/[+/=]/, 2],
  [/[^A-Za-z\d\-_+/=]/, 28],
];

/** Shorter repetitions and runs are in random texts, too. */
const SHORTEST_REPEAT = 3;
const SHORTEST_RUN = 4;

/** A repetition or a run is told by two things: where it begins, and how long it is. */
const OF_A_PATTERN = 2;

/** No client secret is longer; what follows needs no look. */
const LONGEST = 100;

/** Whether the secret is one that a public document shows, with or without something around it. */
export function isSample(secret: string): boolean {
  return SAMPLES.some((sample) => secret.includes(sample));
}

/**
 * Whether the secret has fewer than 64 bits, at the most favorable count: words that are common in invented secrets
 * count as one character, repetitions and runs such as `1234` as two, and every other character as a random one.
 */
export function isGuessable(secret: string): boolean {
  const head = secret.slice(0, LONGEST);
  return head === '' || countedCharacters(head) * Math.log2(alphabetOf(head)) < LEAST_BITS;
}

function countedCharacters(secret: string): number {
  let counted = 0;
  for (let at = 0; at < secret.length;) {
    const [word, pattern] = [wordAt(secret, at), Math.max(repeatAt(secret, at), runAt(secret, at))];
    counted += pattern > word ? OF_A_PATTERN : 1;
    at += Math.max(1, word, pattern);
  }
  return counted;
}

function alphabetOf(secret: string): number {
  if (/^(?:[\da-f]+|[\dA-F]+)$/.test(secret)) return /^\d+$/.test(secret) ? 10 : 16;
  return CLASSES.reduce((sum, [characters, size]) => (characters.test(secret) ? sum + size : sum), 0);
}

function wordAt(secret: string, at: number): number {
  return WORDS.exec(secret.slice(at))?.[0].length ?? 0;
}

/** How many characters from here on occur before. */
function repeatAt(secret: string, at: number): number {
  let length = 0;
  while (at + length < secret.length && secret.slice(0, at).includes(secret.slice(at, at + length + 1))) length += 1;
  return length >= SHORTEST_REPEAT ? length : 0;
}

/** How many characters from here on are the same, or go up or down one by one. */
function runAt(secret: string, at: number): number {
  const step = (index: number): number => secret.charCodeAt(index + 1) - secret.charCodeAt(index);
  const first = step(at);
  if (!(Math.abs(first) <= 1)) return 0;
  let length = 2;
  while (step(at + length - 1) === first) length += 1;
  return length >= SHORTEST_RUN ? length : 0;
}
