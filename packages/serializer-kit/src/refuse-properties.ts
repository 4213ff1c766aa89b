import { className } from "./describe.js";
import { propertyName } from "./path-segment.js";
import { Refused } from "./refused.js";

/**
 * Rejects built-in objects (a Map, a Date) with properties that were added to them: a format keeps only their content.
 *
 * @throws Refused if `value` has an own enumerable property.
 */
export function refuseProperties(value: object): void {
  for (const key in value) {
    // Ignores what a library added to Object.prototype.
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
