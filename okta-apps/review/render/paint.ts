/** Colors a text for a terminal, or leaves it. */
export type Paint = Readonly<Record<'red' | 'yellow' | 'blue' | 'green' | 'bold' | 'none', (text: string) => string>>;

const CODES = { red: 31, yellow: 33, blue: 34, green: 32 } as const;

export function painter(color: boolean): Paint {
  const none = (text: string) => text;
  const hue = (code: number) => (color ? (text: string) => `\u001b[${code}m${text}\u001b[39m` : none);
  return {
    red: hue(CODES.red),
    yellow: hue(CODES.yellow),
    blue: hue(CODES.blue),
    green: hue(CODES.green),
    bold: color ? (text: string) => `\u001b[1m${text}\u001b[22m` : none,
    none,
  };
}
