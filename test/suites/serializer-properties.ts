import { isDeepStrictEqual } from "node:util";
import type { Serializer } from "@coffer/cache-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyCharacter } from "./any-character.js";
import { anything } from "./anything.js";

interface SerializerProperties {
  readonly serializer: Serializer;
  /** The messages of the errors for values that it refuses. */
  readonly refusal: RegExp;
  /** A further check of everything that it writes. */
  readonly written?: (data: Buffer) => void;
  /** Left out for a format that may read hostile bytes only in a separate process: then none are read. */
  readonly hostile?: {
    /** Pieces of the format, so that more than one or two of the random bytes are read. */
    readonly pieces: readonly Buffer[];
    /** The class of the errors for bytes that are not a value. */
    readonly error: ErrorConstructor;
  };
}

const INTEGER = /^-?\d+$/;

/** Tests the properties of every value that a serializer writes, and of all bytes that it reads. */
export function serializerProperties(options: SerializerProperties): void {
  const { serializer, refusal, written = () => {}, hostile } = options;
  const dumps = (value: unknown): Buffer => Buffer.from(serializer.dumps(value));
  const dumpsMember = (value: unknown): Buffer =>
    Buffer.from(serializer.dumpsMember?.(value) ?? serializer.dumps(value));

  /** The stored form, or undefined if the value is refused. */
  function dumpedOrRefused(value: unknown): Buffer | undefined {
    try {
      return dumps(value);
    } catch (error) {
      expect((error as Error).message).toMatch(refusal);
      return undefined;
    }
  }

  function comesBack(value: unknown): void {
    for (const data of [dumps(value), dumpsMember(value)]) {
      expect(data.toString("latin1")).not.toMatch(INTEGER);
      written(data);
      isSame(serializer.loads(data), value);
    }
  }

  test("every value is either read back equal or refused, and is never stored as digits alone", () => {
    fc.assert(
      fc.property(anything, (value) => {
        if (dumpedOrRefused(value) !== undefined) comesBack(value);
      }),
      { numRuns: 2000 },
    );
  });

  test("every member has one stored form: reading and writing it again gives the same bytes", () => {
    fc.assert(
      fc.property(anything, (value) => {
        if (dumpedOrRefused(value) === undefined) return;
        const member = dumpsMember(value);
        expect(dumpsMember(serializer.loads(member))).toEqual(member);
      }),
      { numRuns: 2000 },
    );
  });

  test("every JSON value is read back equal, in both forms, and neither is digits alone", () => {
    const value = fc.jsonValue({ maxDepth: 6, stringUnit: anyCharacter });
    fc.assert(fc.property(value, comesBack));
  });

  if (hostile === undefined) return;
  const { pieces, error: unreadable } = hostile;

  function readsOrThrows(data: Buffer): void {
    let value: unknown;
    try {
      value = serializer.loads(data);
    } catch (error) {
      expect(error).toBeInstanceOf(unreadable);
      return;
    }
    // Some values can be read that the serializer does not write, such as invalid dates.
    const again = dumpedOrRefused(value);
    if (again !== undefined) isSame(serializer.loads(again), value);
  }

  test("random bytes are a value or an error, and a value can be written again", () => {
    const piece = fc.constantFrom(...pieces);
    const byte = fc.nat(255).map((each) => Buffer.of(each));
    const mixed = fc.array(fc.oneof({ weight: 4, arbitrary: piece }, byte), { maxLength: 40 });
    const bytes = fc.oneof(
      { weight: 8, arbitrary: mixed },
      fc.array(piece),
      fc.array(byte, { maxLength: 40 }),
    );
    fc.assert(
      fc.property(bytes, (parts) => readsOrThrows(Buffer.concat(parts))),
      { numRuns: 25_000 },
    );
  });

  test("values with changed, lost and added bytes are a value or an error", () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(anything, changes, fc.nat(), (value, changed, cut) => {
        const data = dumpedOrRefused(value);
        if (data === undefined) return;
        const damaged = Buffer.from(data);
        for (const [at, byte] of changed) damaged[at % damaged.length] = byte;
        for (const each of [
          damaged,
          damaged.subarray(0, cut % damaged.length),
          Buffer.concat([data, damaged]),
        ]) {
          readsOrThrows(each);
        }
      }),
      { numRuns: 2000 },
    );
  });
}

/**
 * Compares with toEqual, since undefined properties are left out and null prototypes become ordinary ones. Node's
 * comparison comes first: for most values it takes a tenth of the time, and what it considers equal is equal.
 */
function isSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
