import { parseInteger } from "@coffer/backend-kit";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import fc from "fast-check";
import { expect, test } from "vitest";

const serializer = new MsgPackSerializer();

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

test("anything at all either comes back equal or is refused, and is never digits alone (row 49)", () => {
  fc.assert(
    fc.property(anything, (value) => {
      let data: Buffer;
      try {
        data = serializer.dumps(value);
      } catch (error) {
        expect((error as Error).message).toMatch(/^value.* (is|has) /);
        return;
      }
      expect(parseInteger(data)).toBeUndefined();
      // toEqual, since undefined properties are left out and prototypes of null become ordinary.
      expect(serializer.loads(data)).toEqual(value);
      // Reading and writing again gives the same bytes: there is one form of every value.
      expect(serializer.dumps(serializer.loads(data))).toEqual(data);
    }),
    { numRuns: 2000 },
  );
});

test("every JSON value comes back equal", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      expect(serializer.loads(serializer.dumps(value))).toEqual(value);
    }),
  );
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

test("random bytes are a value or an error, and a value can be written again", () => {
  // Heads of everything that there is, so that more than a byte or two of them is read.
  const head = fc.constantFrom(
    0x00,
    0x31,
    0x80,
    0x81,
    0x82,
    0x90,
    0x91,
    0x93,
    0xa0,
    0xa1,
    0xc0,
    0xc3,
    0xc4,
    0xc7,
    0xca,
    0xcb,
    0xcc,
    0xcf,
    0xd0,
    0xd3,
    0xd4,
    0xd5,
    0xd6,
    0xd7,
    0xd8,
    0xd9,
    0xdc,
    0xde,
    0xff,
    0x42,
    0x6d,
    0x73,
    0x74,
    0xdd,
    0xdf,
    0xdb,
    0xc6,
    0xc9,
  );
  const bytes = fc.array(fc.oneof({ weight: 4, arbitrary: head }, fc.nat(255)), { maxLength: 40 });
  fc.assert(
    fc.property(bytes, (list) => {
      readsOrThrows(Buffer.from(list));
    }),
    { numRuns: 20_000 },
  );
});

test("values with changed, lost and added bytes are a value or an error", () => {
  fc.assert(
    fc.property(
      anything,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
      fc.nat(),
      (value, changes, cut) => {
        let data: Buffer;
        try {
          data = serializer.dumps(value);
        } catch {
          return;
        }
        const damaged = Buffer.from(data);
        for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
        readsOrThrows(damaged);
        readsOrThrows(damaged.subarray(0, cut % damaged.length));
        expect(() => serializer.loads(data.subarray(0, cut % data.length))).toThrow(SyntaxError);
        expect(() => serializer.loads(Buffer.concat([data, damaged]))).toThrow(SyntaxError);
      },
    ),
    { numRuns: 2000 },
  );
});

function readsOrThrows(data: Buffer): void {
  let value: unknown;
  try {
    value = serializer.loads(data);
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return;
  }
  let again: Buffer;
  try {
    again = serializer.dumps(value);
  } catch (error) {
    // Of what was not written here: invalid dates, errors and expressions.
    expect((error as Error).message).toMatch(/^value.* (is|has) /);
    return;
  }
  expect(serializer.loads(again)).toEqual(value);
}
