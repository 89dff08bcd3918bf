/** What a rule says, in three parts. The words are the same for every value; values are in slots. */
export interface RuleTexts {
  /** What is wrong, or what changed: one short sentence with a period. */
  readonly title: string;
  /** Why it matters: who gets in, who is locked out. A clause without a capital and without a period. */
  readonly impact: string;
  /** What to do, whatever the value is; imperative, without a capital and without a period. */
  readonly fix: string;
}

/** Words with values in them: `{command}` in the words is the slot of that name. */
export interface Text {
  readonly words: string;
  /** Renderers show each as code, or as it is. Never a secret. */
  readonly slots: Readonly<Record<string, string>>;
}

type SlotName<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | SlotName<Rest> : never;

/** Words with their values: the compiler asks for each slot that the words have, and for no other. */
export function fill<const T extends string>(words: T, slots: Readonly<Record<SlotName<T>, string | number>>): Text {
  const texts = Object.entries<string | number>(slots).map(([name, value]) => [name, String(value)]);
  return { words, slots: Object.fromEntries(texts) as Readonly<Record<string, string>> };
}

/** A part of words: a text of this project, or the value of a slot. */
export type TextPart = string | { readonly value: string };

/** The words between the slots, and the values in them: also code between backticks. Braces that are no slot are words. */
export function partsOf(words: string, slots: Readonly<Record<string, string>> = {}): readonly TextPart[] {
  return words.split(/(\{[a-zA-Z]+\}|`[^`]+`)/).flatMap((part): TextPart[] => {
    if (/^`[^`]+`$/.test(part)) return [{ value: part.slice(1, -1) }];
    const name = /^\{([a-zA-Z]+)\}$/.exec(part)?.[1] ?? '';
    const value = Object.hasOwn(slots, name) ? slots[name] : undefined;
    if (value !== undefined) return [{ value }];
    return part === '' ? [] : [part];
  });
}

/** The words with the values in them, as one text. */
export function plainText(words: string, slots: Readonly<Record<string, string>> = {}): string {
  return words.replace(/\{([a-zA-Z]+)\}/g, (all, name: string) =>
    Object.hasOwn(slots, name) ? (slots[name] ?? all) : all,
  );
}

/** The first letter as at the beginning of a sentence; names such as `okta/okta` and `omit_secret` are written in one way. */
export function sentence(text: string): string {
  return /^[a-z]+[/_]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
