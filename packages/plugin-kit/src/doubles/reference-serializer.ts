import { isDeepStrictEqual } from "node:util";
import type { Serializer } from "@coffer/cache-core";

/**
 * The smallest serializer that keeps the contract: JSON behind a letter, so that its bytes cannot be taken for an integer
 * nor for anyone else's. A pattern to start from, not made to be fast.
 */
export class ReferenceSerializer implements Serializer {
  dumps(value: unknown): string {
    const text = `J${JSON.stringify(value)}`;
    if (!isDeepStrictEqual(this.loads(Buffer.from(text)), value)) {
      throw new TypeError("JSON would not bring this value back as it is");
    }
    return text;
  }

  loads(data: Buffer): unknown {
    const text = data.toString("utf8");
    if (!text.startsWith("J")) throw new SyntaxError("these bytes are not the reference serializer's");
    return JSON.parse(text.slice(1));
  }
}
