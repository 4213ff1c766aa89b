import { redact } from "../messages/redact.js";
import { show } from "../messages/show.js";

const NAMES = ["parent", "allow", "env", "defaults", "embedded"];

/** The item types of the options that are lists of strings. */
const LISTS: Readonly<Record<string, string>> = {
  allow: 'modules, such as ["@coffer/*"]',
  env: 'environment variables, such as ["REDIS_*"]',
};

/**
 * Checks the options of `createCaches`, except `parent`, which is resolved elsewhere. A mistyped option would
 * otherwise be ignored: `allow` is the most dangerous.
 * @throws TypeError
 */
export function checkCreateOptions(options: unknown): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`options must be an object with ${NAMES.join(", ")}, got ${show(redact(options))}`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (!NAMES.includes(name)) {
      throw new TypeError(`options has no ${show(name)}; there are ${NAMES.join(", ")}`);
    }
    if (value === undefined) continue;
    const items = LISTS[name];
    if (items !== undefined && !(Array.isArray(value) && value.every((entry) => typeof entry === "string"))) {
      throw new TypeError(`${name} must be a list of ${items}, got ${show(redact(value))}`);
    }
    if ((name === "defaults" || name === "embedded") && (typeof value !== "object" || value === null)) {
      throw new TypeError(`${name} must be an object, got ${show(redact(value))}`);
    }
  }
}
