import { isUtf8 } from "node:buffer";
import type { Serializer } from "@coffer/cache-core";
import { prepare } from "@coffer/serializer-kit";
import { JsonRules } from "./json-rules.js";
import { parsePythonJson } from "./parse-python-json.js";
import { pythonFloat } from "./python-float.js";
import { pythonJson } from "./python-json.js";

/**
 * Values as JSON text that every language reads. What JSON would not bring back equal is refused, at any depth.
 * Numbers within objects and arrays come back as JavaScript numbers: integers beyond 2^53 that another language
 * wrote there lose digits.
 */
export class JsonSerializer implements Serializer {
  readonly isText: boolean = true;
  readonly #rules: JsonRules = new JsonRules((value) => this.convert(value));

  /**
   * Compact JSON. Properties whose value is `undefined` are left out, as everywhere in JavaScript.
   * @throws TypeError naming the path of the first value that would come back as something else, and what to do.
   */
  dumps(value: unknown): string {
    // A number by itself takes the float form, since bare digits would be read as an integer by any client.
    if (typeof value === "number" && Number.isFinite(value)) return pythonFloat(value);
    const before = this.#rules.minusZeros;
    const prepared = prepare(value, this.#rules);
    // JSON.stringify would make 0 of -0.
    const isExact = this.#rules.minusZeros === before && typeof prepared !== "number";
    return isExact ? JSON.stringify(prepared) : pythonJson(prepared);
  }

  /**
   * The bytes of Python's `json.dumps`, which set and sorted-set members are compared by. Two things JavaScript
   * cannot tell: a float without a fraction (Python's 1.0) is written as an integer, and keys that look like array
   * indices come first.
   * @throws TypeError as `dumps` does.
   */
  dumpsMember(value: unknown): string {
    return pythonJson(prepare(value, this.#rules));
  }

  /**
   * Any JSON, with Python's NaN, Infinity and -Infinity besides. `__proto__` is a property like any other.
   * @throws SyntaxError for what is not JSON, empty bytes and a byte order mark included; TypeError for what is
   * not UTF-8.
   */
  loads(data: Buffer, text: string = textOf(data)): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      return parsePythonJson(text, error);
    }
  }

  /**
   * For subclasses: what to store in place of a value that JSON has no form for, such as the ISO text of a Date.
   * Asked only for values that would be refused otherwise, so the values that JSON knows cost nothing more.
   * `undefined` leaves it refused.
   */
  protected convert(_value: unknown): unknown {
    return undefined;
  }
}

function textOf(data: Buffer): string {
  const text = data.toString("utf8");
  // Whatever is not UTF-8 turns into this character, so the check of the bytes is paid for only where it occurs.
  if (text.includes("\ufffd") && !isUtf8(data)) throw new TypeError("it is not UTF-8 text");
  return text;
}
