import { show } from "@coffer/cache-core";

/**
 * Text that goes to Redis as it is. Half of a character, as `"x😀".slice(0, 2)` leaves it, has no form in UTF-8: all halves would
 * become one and the same replacement character, and so keys that differ would be one key.
 * @throws TypeError
 */
export function checkWellFormed(text: string, name: string): string {
  if (text.isWellFormed()) return text;
  throw new TypeError(
    `${name} must not have half of a character in it (a lone surrogate), which Redis cannot distinguish from any other half, got ${show(text)}: ` +
      'cut texts between characters, as Array.from(text).slice(0, 2).join("") does',
  );
}
