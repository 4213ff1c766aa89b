import { show } from "@coffer/cache-core";

/**
 * A string that is sent to Redis unchanged. A lone surrogate, as `"x😀".slice(0, 2)` leaves it, has no UTF-8 form:
 * all of them would become the same replacement character, and so different keys would become one.
 * @throws TypeError
 */
export function checkWellFormed(text: string, name: string): string {
  if (text.isWellFormed()) return text;
  throw new TypeError(
    `${name} must not have half of a character in it (a lone surrogate), which Redis cannot distinguish from any other half, got ${show(text)}: ` +
      'cut texts between characters, as Array.from(text).slice(0, 2).join("") does',
  );
}
