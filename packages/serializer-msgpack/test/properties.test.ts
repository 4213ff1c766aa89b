import { parseInteger } from "@coffer/backend-kit";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anything } from "../../../test/suites/anything.js";
import { serializerProperties } from "../../../test/suites/serializer-properties.js";

const serializer = new MsgPackSerializer();

/** The heads of all formats. */
const HEADS = "0031808182909193a0a1c0c3c4c7cacbcccfd0d3d4d5d6d7d8d9dcdeff426d7374dddfdbc6c9";

serializerProperties({
  serializer,
  refusal: /^value.* (is|has) /,
  written: (data) => expect(parseInteger(data)).toBeUndefined(),
  hostile: { pieces: [...Buffer.from(HEADS, "hex")].map((head) => Buffer.of(head)), error: SyntaxError },
});

test("every number and every bigint comes back the same", () => {
  const number = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.integer(), fc.bigInt());
  fc.assert(
    fc.property(number, (value) => {
      expect(serializer.loads(serializer.dumps([value]))).toEqual([value]);
      expect(serializer.loads(serializer.dumps(value))).toBe(value);
      expect(parseInteger(serializer.dumps(value))).toBeUndefined();
    }),
    { numRuns: 5000 },
  );
});

test("a value that is truncated or followed by something is an error: the length is part of each value", () => {
  fc.assert(
    fc.property(anything, fc.nat(), fc.uint8Array({ minLength: 1 }), (value, cut, more) => {
      let data: Buffer;
      try {
        data = serializer.dumps(value);
      } catch {
        return;
      }
      expect(() => serializer.loads(data.subarray(0, cut % data.length))).toThrow(SyntaxError);
      expect(() => serializer.loads(Buffer.concat([data, data]))).toThrow(SyntaxError);
      expect(() => serializer.loads(Buffer.concat([data, more]))).toThrow(SyntaxError);
    }),
    { numRuns: 2000 },
  );
});
