import type { OptionDeclaration } from "../contracts/options.js";

const NULL = /^(?:null|none)$/i;
const TRUE = /^(?:true|yes|on|1)$/i;
const FALSE = /^(?:false|no|off|0)$/i;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/**
 * Converts text of the environment or of a URL for an option that is a number, a boolean, null, or a list of plugins.
 * All other text stays unchanged, and is validated as if it were in the settings.
 */
export function fromText(text: unknown, declared: OptionDeclaration): unknown {
  if (typeof text !== "string" || declared.type === "string" || declared.type === "any") return text;
  if (declared.nullable && NULL.test(text)) return null;
  switch (declared.type) {
    case "boolean":
      return TRUE.test(text) ? true : FALSE.test(text) ? false : text;
    case "integer":
    case "number":
      return DECIMAL.test(text) ? Number(text) : text;
    case "choice":
      return declared.values.find((value) => String(value) === text) ?? text;
    case "plugins":
      return text.split(",").map((name) => name.trim());
    default:
      return text;
  }
}
