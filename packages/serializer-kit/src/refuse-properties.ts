import { className } from "./describe.js";
import { propertyName } from "./path-segment.js";
import { Refused } from "./refused.js";

/**
 * For built-in objects (a Map, a Date) of which a format keeps what they hold, and not what was put on them.
 *
 * @throws Refused where `value` has an enumerable property of its own.
 */
export function refuseProperties(value: object): void {
  for (const key in value) {
    // What a library may have added to Object.prototype does no harm.
    if (!Object.hasOwn(value, key)) continue;
    const name = propertyName(key);
    throw new Refused(
      `is ${withArticle(className(value))} with a property of its own, ${name}: store an object, such as { value: it, ${name}: ... }`,
    );
  }
}

function withArticle(noun: string): string {
  return `${/^[AEIOU]/.test(noun) ? "an" : "a"} ${noun}`;
}
