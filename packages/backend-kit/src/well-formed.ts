import { show } from "@coffer/cache-core";

/**
 * Returns a string if UTF-8 can represent it. A lone surrogate, as in `"x😀".slice(0, 2)`, has no UTF-8 form: each would become the same
 * replacement character, so different keys would become one.
 * @throws TypeError
 */
export function checkWellFormed(text: string, name: string): string {
  if (text.isWellFormed()) return text;
  throw new TypeError(
    `${name} must not have half of a character in it (a lone surrogate), which Redis cannot distinguish from any other half, got ${show(text)}: ` +
      'cut texts between characters, as Array.from(text).slice(0, 2).join("") does',
  );
}
