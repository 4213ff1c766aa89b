import { isDeepStrictEqual } from "node:util";
import type { CacheOptions, OptionDeclarations, Serializer } from "@coffer/cache-core";
import { OPTIONS } from "./options.js";

/**
 * Distinguishes these bytes from other formats, and keeps a number from being stored as bare digits, which Redis and
 * every client would treat as a counter.
 */
const TAG = "E1:";

/** JSON behind a tag. A starting point: put your own format after the tag. */
export class ExampleSerializer implements Serializer {
  static readonly options: OptionDeclarations = OPTIONS;

  readonly #maxDepth: number;

  constructor(options: CacheOptions = {}) {
    this.#maxDepth = options.EXAMPLE_MAX_DEPTH ?? OPTIONS.EXAMPLE_MAX_DEPTH.default;
  }

  /** @throws TypeError for a value that would not come back equal: a cache must not change its values. */
  dumps(value: unknown): string {
    if (!isWithin(value, this.#maxDepth)) {
      throw new TypeError(`the value is nested deeper than EXAMPLE_MAX_DEPTH, which is ${this.#maxDepth}`);
    }
    const text = JSON.stringify(value);
    if (text === undefined || !isDeepStrictEqual(JSON.parse(text), value)) {
      throw new TypeError("JSON would not bring this value back equal");
    }
    return TAG + text;
  }

  /** @throws SyntaxError for bytes that are not of this format. */
  loads(data: Buffer): unknown {
    const text = data.toString("utf8");
    if (!text.startsWith(TAG)) throw new SyntaxError(`these bytes do not begin with ${TAG}`);
    return JSON.parse(text.slice(TAG.length));
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((each) => isWithin(each, depth - 1));
}
