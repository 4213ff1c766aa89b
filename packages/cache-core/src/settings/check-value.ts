import type { OptionDeclaration } from "../contracts/options.js";
import { kindOf } from "../messages/kind-of.js";
import { redact } from "../messages/redact.js";
import { show } from "../messages/show.js";

/** The invalid value of a declared option as a message shows it, except for plugins; undefined if it is valid. */
export function checkValue(value: unknown, declared: OptionDeclaration): string | undefined {
  if ((value === null && declared.nullable) || fits(value, declared)) return undefined;
  return mayBeShown(value, declared) ? show(redact(value)) : kindOf(value);
}

/** Objects, and values in place of objects, may contain a password among other things. */
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
      const { type, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = declared;
      const isNumber = type === "integer" ? Number.isInteger(value) : Number.isFinite(value);
      return isNumber && (value as number) >= min && (value as number) <= max;
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

/** Returns the valid values of an option in words, such as `a whole number from 1`. */
export function wantedBy(declared: OptionDeclaration): string {
  return describe(declared) + (declared.nullable ? " or null" : "");
}

function describe(declared: OptionDeclaration): string {
  switch (declared.type) {
    case "integer":
    case "number": {
      const { type, min, max, unit } = declared;
      const what = type === "integer" ? "a whole number" : "a number";
      const limits = [
        unit && `of ${unit}`,
        min !== undefined && `from ${min}`,
        max !== undefined && `up to ${max}`,
      ];
      return [what, ...limits].filter(Boolean).join(" ");
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

/** Checks whether a value is an object literal, and not an array or an instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
