import { JsonSerializer } from "@coffer/serializer-json";
import fc from "fast-check";
import { expect, test } from "vitest";

const serializer = new JsonSerializer();
const INTEGER = /^-?\d+$/;

test("every JSON value comes back equal, in both forms, and neither is digits alone (row 49)", () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ stringUnit: "binary", noUnicodeString: false } as fc.JsonSharedConstraints),
      (value) => {
        for (const text of [serializer.dumps(value), serializer.dumpsMember(value)]) {
          expect(text).not.toMatch(INTEGER);
          expect(serializer.loads(Buffer.from(text))).toEqual(value);
        }
      },
    ),
  );
});

test("anything at all either comes back equal or is refused", () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  });
  fc.assert(
    fc.property(anything, (value) => {
      let text: string;
      try {
        text = serializer.dumps(value);
      } catch (error) {
        expect((error as Error).message).toMatch(/^value.* is /);
        return;
      }
      // toEqual, since undefined properties are left out and prototypes of null become ordinary.
      expect(serializer.loads(Buffer.from(text))).toEqual(value);
    }),
    { numRuns: 1000 },
  );
});

test("random bytes are read or refused, and nothing else happens", () => {
  const pieces = fc.constantFrom(
    "NaN",
    "Infinity",
    "-",
    '"',
    "\\",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "1",
    " ",
    "\ufffd",
  );
  const bytes = fc.oneof(
    fc.uint8Array().map((array) => Buffer.from(array)),
    fc.array(pieces).map((parts) => Buffer.from(parts.join(""))),
  );
  fc.assert(
    fc.property(bytes, (data) => {
      try {
        serializer.loads(data);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }),
    { numRuns: 2000 },
  );
});
