import type { Serializer } from "@coffer/cache-core";
import { explainRefusal } from "./explain-refusal.js";
import { Refusal } from "./refusal.js";
import { ValueReader } from "./value-reader.js";
import { ValueWriter } from "./value-writer.js";

/** A writer that has grown beyond this is not kept: one large value must not hold its memory for ever. */
const LARGEST_KEPT = 1024 * 1024;

let spare: ValueWriter | undefined;

/**
 * Values as msgpack. Plain values are plain msgpack in its shortest form, as Python's msgpack writes it; `Date`, `Map`,
 * `Set`, `BigInt` and typed arrays are extensions (see `extension-types.ts`). What would not come back equal is refused, at
 * any depth. Equal values with their keys in the same order have equal bytes, so members need no form of their own.
 */
export class MsgPackSerializer implements Serializer {
  /**
   * Properties whose value is `undefined` are left out, as everywhere in JavaScript.
   * @throws TypeError naming the path of the first value that would come back as something else, and what to do.
   */
  dumps(value: unknown): Buffer {
    // A getter among the values may come by here again: the writer belongs to one call at a time.
    const writer = spare ?? new ValueWriter();
    spare = undefined;
    try {
      const bytes = writer.write(value);
      if (writer.capacity <= LARGEST_KEPT) spare = writer;
      return bytes;
    } catch (error) {
      if (error instanceof Refusal) throw new TypeError(explainRefusal(value, error));
      throw error;
    }
  }

  /**
   * Any msgpack of plain values, and the extensions that `dumps` writes. A map with keys that are not text is read as a
   * `Map`. Integers beyond 2^53 come as `bigint`. `__proto__` is a property like any other.
   * @throws SyntaxError for bytes that are not one value of this kind.
   */
  loads(data: Buffer): unknown {
    return new ValueReader(data).read();
  }
}
