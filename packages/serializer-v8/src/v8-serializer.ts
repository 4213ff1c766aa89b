import { serialize } from "node:v8";
import type { Serializer } from "@coffer/cache-core";
import { prepare } from "@coffer/serializer-kit";
import { checkStoredForm } from "./check-stored-form.js";
import { memberForm } from "./member-form.js";
import { V8_RULES } from "./v8-rules.js";
import { ValueDeserializer } from "./value-deserializer.js";

/**
 * Stores every value that `structuredClone` keeps, in V8's format, like Python's pickle: only V8 reads it. Rejects values that V8 would
 * silently change, such as instances of classes.
 */
export class V8Serializer implements Serializer {
  /**
   * Returns the bytes of `v8.serialize`. They begin with 0xff, so they are never bare digits.
   * @throws TypeError with the path of the first value that V8 cannot restore exactly, and what to do.
   */
  dumps(value: unknown): Buffer {
    return serialize(prepare(value, V8_RULES));
  }

  /**
   * Returns the same format, with equal bytes for equal values. An object that occurs twice comes back as two.
   * @throws TypeError as `dumps` does, and for values that contain themselves.
   */
  dumpsMember(value: unknown): Buffer {
    return memberForm(prepare(value, V8_RULES));
  }

  /** @throws Error if the bytes are not one value in V8's format, or would take far more memory than their length. */
  loads(data: Buffer): unknown {
    checkStoredForm(data);
    const deserializer = new ValueDeserializer(data);
    deserializer.readHeader();
    return deserializer.readValue();
  }
}
