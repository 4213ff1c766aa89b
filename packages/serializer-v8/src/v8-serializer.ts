import { serialize } from "node:v8";
import type { Serializer } from "@coffer/cache-core";
import { prepare } from "@coffer/serializer-kit";
import { checkStoredForm } from "./check-stored-form.js";
import { memberForm } from "./member-form.js";
import { V8_RULES } from "./v8-rules.js";
import { ValueDeserializer } from "./value-deserializer.js";

/**
 * Everything that `structuredClone` keeps, in V8's own format, which nothing but V8 reads: it stands where pickle stands in
 * Python. What V8 would quietly turn into something else, above all instances of classes, is refused.
 */
export class V8Serializer implements Serializer {
  /**
   * The bytes of `v8.serialize`. They begin with 0xff, so they are never digits alone.
   * @throws TypeError naming the path of the first value that would come back as something else, and what to do.
   */
  dumps(value: unknown): Buffer {
    return serialize(prepare(value, V8_RULES));
  }

  /**
   * The same format with one form for equal values; an object that is there twice comes back as two.
   * @throws TypeError as `dumps` does, and for values that contain themselves.
   */
  dumpsMember(value: unknown): Buffer {
    return memberForm(prepare(value, V8_RULES));
  }

  /** @throws an Error for bytes that are not one value in V8's format, or one that would take far more memory than bytes. */
  loads(data: Buffer): unknown {
    checkStoredForm(data);
    const deserializer = new ValueDeserializer(data);
    deserializer.readHeader();
    return deserializer.readValue();
  }
}
