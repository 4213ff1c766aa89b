import { isDeepStrictEqual } from "node:util";
import type { Serializer } from "@coffer/cache-core";

/**
 * The smallest serializer that fulfils the contract: JSON behind a letter, so that its bytes are never mistaken for
 * an integer or another format. A template for your own, not optimized for speed.
 */
export class ReferenceSerializer implements Serializer {
  dumps(value: unknown): string {
    const text = `J${JSON.stringify(value)}`;
    if (!isDeepStrictEqual(this.loads(Buffer.from(text)), value)) {
      throw new TypeError("JSON would not bring this value back equal");
    }
    return text;
  }

  loads(data: Buffer): unknown {
    const text = data.toString("utf8");
    if (!text.startsWith("J")) throw new SyntaxError("these bytes are not the reference serializer's");
    return JSON.parse(text.slice(1));
  }
}
