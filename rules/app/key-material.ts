const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** The bytes of a base64url text without padding; undefined for another text. */
export function bytesOf(text: string): Buffer | undefined {
  return BASE64URL.test(text) && text.length % 4 !== 1 ? Buffer.from(text, 'base64url') : undefined;
}

/** How many bits a big-endian number has, leading zeros not counted. */
export function bitsOf(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  return (bytes.length - first) * 8 - (Math.clz32(bytes[first] ?? 0) - 24);
}

/** Bytes of a coordinate by curve; those that Okta verifies ES256, ES384 and ES512 with. */
export const CURVES: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };
