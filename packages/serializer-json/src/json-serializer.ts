import { isUtf8 } from "node:buffer";
import type { Serializer } from "@coffer/cache-core";
import { prepare } from "@coffer/serializer-kit";
import { JsonRules } from "./json-rules.js";
import { parsePythonJson } from "./parse-python-json.js";
import { pythonFloat } from "./python-float.js";
import { pythonJson } from "./python-json.js";

/**
 * Stores values as JSON, which every language reads. Rejects values that JSON cannot restore exactly, at any depth. Numbers within objects
 * and arrays are read as JavaScript numbers, so integers above 2^53 that another language wrote lose digits.
 */
export class JsonSerializer implements Serializer {
  readonly isText: boolean = true;
  readonly #rules: JsonRules = new JsonRules((value) => this.convert(value));

  /**
   * Returns compact JSON. Leaves out properties whose value is `undefined`, as `JSON.stringify` does.
   * @throws TypeError with the path of the first value that JSON cannot restore exactly, and what to do.
   */
  dumps(value: unknown): string {
    // A number by itself is written as a float, since any client would read bare digits as an integer.
    if (typeof value === "number" && Number.isFinite(value)) return pythonFloat(value);
    const before = this.#rules.minusZeros;
    const prepared = prepare(value, this.#rules);
    // JSON.stringify would write 0 for -0.
    const isExact = this.#rules.minusZeros === before && typeof prepared !== "number";
    return isExact ? JSON.stringify(prepared) : pythonJson(prepared);
  }

  /**
   * Returns the same bytes as Python's `json.dumps`, so that members of sets and sorted sets compare equal. There are two exceptions: a
   * float without a fraction (Python's 1.0) is written as an integer, and keys that look like array indices come first.
   * @throws TypeError as `dumps` does.
   */
  dumpsMember(value: unknown): string {
    return pythonJson(prepare(value, this.#rules));
  }

  /**
   * Reads any JSON, and Python's NaN, Infinity and -Infinity. `__proto__` is a property like any other.
   * @throws SyntaxError if it is not JSON, also for empty bytes and a byte order mark; TypeError if it is not UTF-8.
   */
  loads(data: Buffer, text: string = textOf(data)): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      return parsePythonJson(text, error);
    }
  }

  /**
   * For subclasses: returns what to store for a value that JSON cannot represent, such as the ISO text of a Date, or
   * `undefined` to reject it. Called only for values that would be rejected otherwise.
   */
  protected convert(_value: unknown): unknown {
    return undefined;
  }
}

function textOf(data: Buffer): string {
  const text = data.toString("utf8");
  // Invalid UTF-8 is decoded to this character, so the bytes are checked only if it occurs.
  if (text.includes("\ufffd") && !isUtf8(data)) throw new TypeError("it is not UTF-8 text");
  return text;
}
