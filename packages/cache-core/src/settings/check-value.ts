import type { OptionDeclaration } from "../contracts/options.js";
import { kindOf } from "../messages/kind-of.js";
import { redact } from "../messages/redact.js";
import { show } from "../messages/show.js";

/** What is wrong with the value of a declared option, but for the plugins that it names, as the end of a sentence; undefined when all is well. */
export function checkValue(value: unknown, declared: OptionDeclaration): string | undefined {
  if (value === null && declared.nullable) return undefined;
  if (fits(value, declared)) return undefined;
  return `must be ${wantedBy(declared)}, got ${mayBeShown(value, declared) ? show(redact(value)) : kindOf(value)}`;
}

/** Objects, and what should have been one, may hold a password among other things. */
function mayBeShown(value: unknown, { secret, type }: OptionDeclaration): boolean {
  return !secret && type !== "object" && type !== "array" && typeof value !== "object";
}

function fits(value: unknown, declared: OptionDeclaration): boolean {
  switch (declared.type) {
    case "boolean":
    case "string":
      return typeof value === declared.type;
    case "integer":
    case "number": {
      if (typeof value !== "number" || !Number.isFinite(value)) return false;
      if (declared.type === "integer" && !Number.isInteger(value)) return false;
      return (
        value >= (declared.min ?? Number.NEGATIVE_INFINITY) &&
        value <= (declared.max ?? Number.POSITIVE_INFINITY)
      );
    }
    case "object":
      return isPlainObject(value);
    case "array":
    case "plugins":
      return Array.isArray(value);
    case "choice":
      return (declared.values as readonly unknown[]).includes(value);
    default:
      return true;
  }
}

/** What an option takes, in words. */
export function wantedBy(declared: OptionDeclaration): string {
  return describe(declared) + (declared.nullable ? " or null" : "");
}

function describe(declared: OptionDeclaration): string {
  switch (declared.type) {
    case "integer":
    case "number": {
      const { min, max, unit } = declared;
      const what = declared.type === "integer" ? "a whole number" : "a number";
      const range = [min === undefined ? "" : `from ${min}`, max === undefined ? "" : `up to ${max}`].filter(
        Boolean,
      );
      return [what, unit === undefined ? "" : `of ${unit}`, ...range].filter(Boolean).join(" ");
    }
    case "boolean":
      return "true or false";
    case "choice":
      return `one of ${declared.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "object":
    case "array":
      return `an ${declared.type}`;
    case "any":
      return "as described";
    case "plugins":
      return `a list, each item a ${declared.kind.name}`;
    default:
      return `a ${declared.type}`;
  }
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
