import { Codec } from "@coffer/backend-redis";
import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { describe, expect, test } from "vitest";
import { fromPython } from "../../../test/fixtures/from-python.js";
import {
  foreignBytes,
  type InteropVector,
  interopVectors,
  toJavaScript,
} from "../../../test/fixtures/interop-vectors.js";

const serializer = new MsgPackSerializer();
const CODECS = {
  none: new Codec(serializer),
  zlib: new Codec(serializer, new ZlibCompressor()),
  gzip: new Codec(serializer, new GzipCompressor()),
};
/** Their own packages read what these wrote; here it is the original values. */
const OTHERS = ["lz4", "lzma"];

function expected({ value, python_reads: read }: InteropVector): unknown {
  // If Python cannot read its own output, the test uses that output.
  const all = fromPython(read === undefined || read === "same" ? value : read);
  // Keys that are not strings are read as strings.
  return all instanceof Map ? Object.fromEntries(all) : all;
}

function stored(compressor: string): InteropVector[] {
  return interopVectors("msgpack", compressor).filter((vector) => vector.stored_hex !== undefined);
}

describe("values that django-redis stored with its msgpack serializer are read correctly", () => {
  describe.each(Object.entries(CODECS))("compressed by %s", (compressor, codec) => {
    test.each(stored(compressor))("$id", async (vector) => {
      const bytes = Buffer.from(vector.stored_hex ?? "", "hex");
      expect(await codec.decode(bytes)).toEqual(expected(vector));
    });
  });

  test.each(OTHERS.flatMap(stored))("$id", (vector) => {
    const bytes = Buffer.from(vector.serialized_hex ?? vector.stored_hex ?? "", "hex");
    expect(CODECS.none.decode(bytes)).toEqual(expected(vector));
  });
});

describe("values and members have the bytes that Python writes", () => {
  // JavaScript has one kind of number and its own order of keys, and values that no object can hold take an
  // extension.
  const untold = /float-1\.0$|list-mixed$|dict-unsorted$|dict-int-keys$|dict-none-key$/;
  const all = [...Object.keys(CODECS), ...OTHERS].flatMap(stored);
  const told = all.filter(({ id }) => !untold.test(id));

  test.each(told)("$id", (vector) => {
    const bytes = vector.serialized_hex ?? vector.stored_hex ?? "";
    for (const written of [
      CODECS.none.encode(expected(vector)),
      CODECS.none.encodeMember(expected(vector)),
    ]) {
      expect(Buffer.from(written as Buffer).toString("hex")).toBe(bytes);
    }
  });

  test("there are few exceptions", () => {
    expect(all.length - told.length).toBeLessThan(20);
  });
});

describe("bytes that neither of the two wrote are read as Python reads them", () => {
  // Python accepts these as integers, too; coffer accepts only the form that is written.
  const pythonOnly = new Set(["1_000", "+5", " 12 "]);

  test.each(foreignBytes("msgpack"))("$raw_hex", ({ raw_hex, raw_text = "", python_reads }) => {
    const raw = Buffer.from(raw_hex, "hex");
    if (python_reads === undefined || pythonOnly.has(raw_text)) {
      expect(() => CODECS.none.decode(raw)).toThrow(expect.objectContaining({ code: "ERR_DECODE" }));
    } else {
      expect(CODECS.none.decode(raw)).toEqual(toJavaScript(python_reads));
    }
  });

  test("pickle is recognized by its first bytes", () => {
    for (const { stored_hex = "" } of interopVectors("pickle", "none").filter(({ stored_hex }) =>
      stored_hex?.startsWith("80"),
    )) {
      expect(() => CODECS.none.decode(Buffer.from(stored_hex, "hex"))).toThrow(
        "it looks like Python's pickle",
      );
    }
  });
});

test("values that only JavaScript can write are readable by JavaScript only", () => {
  const failed = interopVectors("msgpack", "none").filter(
    ({ python_write_error }) => python_write_error !== undefined,
  );
  const kinds = failed.map(({ id }) => id.replace(/^msgpack\/none\//, ""));
  expect(kinds).toContain("set");
  expect(kinds).toContain("lone-surrogate");
  expect(() => CODECS.none.encode("\ud800")).toThrow(expect.objectContaining({ code: "ERR_ENCODE" }));
});
