import { narrow, parseInteger } from "@coffer/backend-kit";
import { Codec } from "@coffer/backend-redis";
import { type Compressor, CompressorError, type Serializer, SerializerError } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { TextSerializer } from "./support/parts.js";

const plain = new Codec(new TextSerializer());

function bytes(text: string): Buffer {
  return Buffer.from(text);
}

/** Marks its output visibly, and recognizes other bytes by the missing mark. */
const marking: Compressor = {
  compress: (data) => Buffer.concat([bytes("Z"), data]),
  decompress: (data) => (data[0] === 0x5a ? data.subarray(1) : data),
};
const compressed = new Codec(new TextSerializer(), marking);

function serializer(parts: Partial<Serializer>): Codec {
  return new Codec({ dumps: JSON.stringify, loads: (data) => JSON.parse(data.toString()), ...parts });
}

function compressor(parts: Partial<Compressor>): Codec {
  return new Codec(new TextSerializer(), { ...marking, ...parts });
}

function thrownBy(work: () => unknown): Error & { code?: string } {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it should have thrown");
}

describe("an integer", () => {
  test.each<[value: number | bigint, text: string]>([
    [0, "0"],
    [5, "5"],
    [-5, "-5"],
    [2 ** 53 - 1, "9007199254740991"],
    [-(2 ** 53 - 1), "-9007199254740991"],
    [5n, "5"],
    [-5n, "-5"],
    [2n ** 53n, "9007199254740992"],
    [10n ** 30n, `1${"0".repeat(30)}`],
    [-(2n ** 63n), "-9223372036854775808"],
  ])("is stored as bare decimals, without serializer and compressor: %s", (value, text) => {
    for (const codec of [plain, compressed]) {
      expect(codec.encode(value)).toBe(text);
      expect(codec.encodeMember(value)).toBe(text);
    }
  });

  test.each<[text: string, value: number | bigint]>([
    ["0", 0],
    ["7", 7],
    ["-7", -7],
    ["007", 7],
    ["-0", 0],
    ["999999999999999", 999999999999999],
    ["9007199254740991", 9007199254740991],
    ["-9007199254740991", -9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["-9007199254740992", -9007199254740992n],
    ["00000000000000000000007", 7],
    ["18446744073709551616", 18446744073709551616n],
    [`-1${"0".repeat(30)}`, -(10n ** 30n)],
  ])("is read from %s before anything else is tried", (text, value) => {
    for (const codec of [plain, compressed]) expect(codec.decode(bytes(text))).toBe(value);
    expect(parseInteger(bytes(text))).toBe(value);
  });

  test.each([0, 1, -1, 2 ** 31, -(2 ** 53 - 1), 2n ** 53n, -(2n ** 64n)])(
    "comes back equal, as a bigint if a number would lose digits: %s",
    (value) => {
      expect(plain.decode(bytes(plain.encode(value) as string))).toBe(value);
    },
  );

  test("comes back with 4300 digits, also with a sign", () => {
    for (const value of [10n ** 4299n, -(10n ** 4299n)]) {
      expect(plain.decode(bytes(plain.encode(value) as string)) === value).toBe(true);
    }
  });

  test("given as a small bigint comes back as a number: it is an integer like any other", () => {
    expect(plain.decode(bytes(plain.encode(5n) as string))).toBe(5);
  });

  test("of more than 4300 digits is not treated as an integer, in both directions", () => {
    for (const value of [10n ** 4300n, -(10n ** 4300n)]) {
      expect(thrownBy(() => plain.encode(value))).toMatchObject({
        name: "SerializerError",
        code: "ERR_ENCODE",
      });
    }
    expect(parseInteger(bytes("9".repeat(4300)))).toBe(10n ** 4300n - 1n);
    expect(parseInteger(bytes(`-${"9".repeat(4300)}`))).toBe(-(10n ** 4300n) + 1n);
    expect(parseInteger(bytes("9".repeat(4301)))).toBe(undefined);
    expect(parseInteger(bytes(`-${"9".repeat(4301)}`))).toBe(undefined);
  });

  test.each(["", "-", "+5", " 5", "5 ", "5\n", "1_000", "1.5", "1e3", "0x10", "--5", "5-", "٣", "-", "-a"])(
    "is an optional minus and digits, nothing else: %j",
    (text) => {
      expect(parseInteger(bytes(text))).toBe(undefined);
    },
  );

  test("in a view on a larger buffer is read within its bounds", () => {
    expect(plain.decode(bytes("12345").subarray(1, 3))).toBe(23);
  });

  test("is narrowed to a number where that loses nothing", () => {
    expect(narrow(5n)).toBe(5);
    expect(narrow(2n ** 53n - 1n)).toBe(2 ** 53 - 1);
    expect(narrow(2n ** 53n)).toBe(2n ** 53n);
    expect(narrow(-(2n ** 60n))).toBe(-(2n ** 60n));
  });
});

describe("any other value", () => {
  test.each<[value: unknown, text: string]>([
    [true, "true"],
    [false, "false"],
    [null, "null"],
    [1.5, "1.5"],
    ["text", '"text"'],
    [[1, 2], "[1,2]"],
    [{ a: 1 }, '{"a":1}'],
  ])("is encoded by the serializer, then the compressor: %j", (value, text) => {
    expect(plain.encode(value)).toBe(text);
    expect(compressed.encode(value)).toEqual(bytes(`Z${text}`));
    expect(plain.decode(bytes(text))).toEqual(value);
    expect(compressed.decode(bytes(`Z${text}`))).toEqual(value);
  });

  test.each([-0, 2 ** 53, -(2 ** 53), 1e300, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "is also the number %s, which would not come back equal as decimals",
    (value) => {
      const seen: unknown[] = [];
      const codec = serializer({ dumps: (each) => String(seen.push(each) && "float") });
      expect(codec.encode(value)).toBe("float");
      expect(codec.encodeMember(value)).toBe("float");
      expect(seen).toEqual([value, value]);
    },
  );

  test("that is a string of digits stays a string", () => {
    expect(plain.encode("123")).toBe('"123"');
    expect(plain.decode(bytes('"123"'))).toBe("123");
  });

  test("that is null is an ordinary value", () => {
    expect(plain.decode(bytes(plain.encode(null) as string))).toBe(null);
  });

  test("that is undefined is rejected before the serializer is called", () => {
    const codec = serializer({ dumps: () => "never" });
    for (const encode of [() => codec.encode(undefined), () => codec.encodeMember(undefined)]) {
      expect(encode).toThrow(new TypeError("value must not be undefined: store null, or delete the key"));
    }
  });

  test("as a member uses the serializer's form for members, if it has one", () => {
    const codec = serializer({ dumps: () => "value", dumpsMember: () => "member" });
    expect([codec.encode("x"), codec.encodeMember("x")]).toEqual(["value", "member"]);
    expect(serializer({ dumps: () => "value" }).encodeMember("x")).toBe("value");
  });

  test("that starts with a digit or a minus, and is not an integer, is decoded by the serializer", () => {
    for (const text of ["1.5", "-1.5", "1e3", "-0.0"]) expect(plain.decode(bytes(text))).toBe(Number(text));
  });

  test("written before compression was enabled can be read", () => {
    expect(compressed.decode(bytes('"old"'))).toBe("old");
    expect(compressed.decode(bytes("12"))).toBe(12);
  });
});

describe("undecodable bytes", () => {
  test.each<[data: Buffer, why: string]>([
    [bytes(""), "it is empty"],
    [
      Buffer.from([0x80, 4, 1]),
      "it looks like Python's pickle, which only Python reads; let the Django side use the JSON or msgpack serializer",
    ],
    [
      Buffer.from([0x80, 2]),
      "it looks like Python's pickle, which only Python reads; let the Django side use the JSON or msgpack serializer",
    ],
    [
      Buffer.from([0x80, 5]),
      "it looks like Python's pickle, which only Python reads; let the Django side use the JSON or msgpack serializer",
    ],
    [Buffer.from([0x78, 0x9c, 1]), "it looks compressed (zlib or gzip); set COMPRESSOR to what wrote it"],
    [Buffer.from([0x1f, 0x8b, 8]), "it looks compressed (zlib or gzip); set COMPRESSOR to what wrote it"],
  ])("are a SerializerError that says what they look like: %j", (data, why) => {
    const error = thrownBy(() => plain.decode(data));
    expect(error).toBeInstanceOf(SerializerError);
    expect(error).toMatchObject({ code: "ERR_DECODE", message: `a stored value cannot be read: ${why}` });
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });

  test.each<[data: Buffer]>([
    [Buffer.from([0x80])],
    [Buffer.from([0x80, 1])],
    [Buffer.from([0x80, 6])],
    [Buffer.from([0x1f])],
    [bytes("xyz")],
    [bytes("{")],
  ])("have the serializer's message if they look like no known format: %j", (data) => {
    const error = thrownBy(() => plain.decode(data));
    expect(error.message).toBe(`a stored value cannot be read: ${(error.cause as Error).message}`);
  });

  test("are a CompressorError if the compressor knows the format, with its error as the cause", () => {
    const cause = new Error("bad checksum");
    const codec = compressor({
      decompress() {
        throw cause;
      },
    });
    const error = thrownBy(() => codec.decode(bytes("Zx")));
    expect(error).toBeInstanceOf(CompressorError);
    expect(error).toMatchObject({
      code: "ERR_DAMAGED",
      message: "a stored value cannot be decompressed: bad checksum",
      cause,
    });
  });

  test("keep the code ERR_TOO_LARGE of any error", () => {
    const cause = Object.assign(new Error("more than 64 MiB"), { code: "ERR_TOO_LARGE" });
    const codec = compressor({
      decompress() {
        throw cause;
      },
    });
    expect(thrownBy(() => codec.decode(bytes("Zx")))).toMatchObject({
      name: "CompressorError",
      code: "ERR_TOO_LARGE",
      cause,
    });
  });
});

describe("an error of a plugin", () => {
  test("in dumps is a SerializerError with its reason and cause", () => {
    const cause = new TypeError("a Map cannot be stored");
    const codec = serializer({
      dumps() {
        throw cause;
      },
    });
    for (const encode of [() => codec.encode({}), () => codec.encodeMember({})]) {
      const error = thrownBy(encode);
      expect(error).toBeInstanceOf(SerializerError);
      expect(error).toMatchObject({
        code: "ERR_ENCODE",
        message: "a value cannot be serialized: a Map cannot be stored",
        cause,
      });
    }
  });

  test("in compress is a CompressorError, also if it is a rejection", async () => {
    const cause = new Error("no memory");
    const now = compressor({
      compress() {
        throw cause;
      },
    });
    const later = compressor({ compress: () => Promise.reject(cause) });
    const expected = {
      name: "CompressorError",
      code: "ERR_COMPRESS",
      message: "a value cannot be compressed: no memory",
      cause,
    };
    expect(thrownBy(() => now.encode("x"))).toMatchObject(expected);
    await expect(later.encode("x")).rejects.toMatchObject(expected);
  });

  test("that is not an Error is shown as text", () => {
    const codec = serializer({
      loads() {
        throw "a tantrum";
      },
    });
    expect(thrownBy(() => codec.decode(bytes("x")))).toMatchObject({
      message: "a stored value cannot be read: a tantrum",
      cause: "a tantrum",
    });
  });

  test("is unchanged if it is already of the right class, of this copy of the core or another", () => {
    class Foreign extends Error {
      override name = "SerializerError";
      code = "ERR_DECODE";
    }
    for (const error of [new SerializerError("ERR_DECODE", "mine"), new Foreign("theirs")]) {
      const codec = serializer({
        loads() {
          throw error;
        },
      });
      expect(thrownBy(() => codec.decode(bytes("x")))).toBe(error);
    }
  });

  test("is wrapped if it has the right name but no code: other libraries have such a class too", () => {
    const cause = Object.assign(new Error("theirs"), { name: "SerializerError" });
    const codec = serializer({
      loads() {
        throw cause;
      },
    });
    expect(thrownBy(() => codec.decode(bytes("x")))).toMatchObject({ code: "ERR_DECODE", cause });
  });
});

describe("an asynchronous compressor", () => {
  const slow = compressor({
    compress: async (data) => marking.compress(data),
    decompress: async (data) => marking.decompress(data),
  });

  test("makes the codec return promises, but integers are still returned synchronously", async () => {
    expect(await slow.encode("x")).toEqual(bytes('Z"x"'));
    expect(await slow.encodeMember("x")).toEqual(bytes('Z"x"'));
    expect(slow.encode(5)).toBe("5");
    expect(slow.decode(bytes("5"))).toBe(5);
    expect(await slow.decode(bytes('Z"x"'))).toBe("x");
  });

  test("may be asynchronous for some values only", async () => {
    const codec = compressor({ compress: (data) => (data.length > 5 ? Promise.resolve(data) : data) });
    expect(codec.encode("x")).toEqual(bytes('"x"'));
    expect(await codec.encode("longer")).toEqual(bytes('"longer"'));
  });

  test("fails with the same errors", async () => {
    const cause = new Error("bad checksum");
    const broken = compressor({ decompress: () => Promise.reject(cause) });
    await expect(broken.decode(bytes("Zx"))).rejects.toMatchObject({
      name: "CompressorError",
      code: "ERR_DAMAGED",
      cause,
    });
    await expect(slow.decode(bytes("Z{"))).rejects.toMatchObject({
      name: "SerializerError",
      code: "ERR_DECODE",
    });
  });
});

test("without a compressor strings stay strings, and a compressor gets bytes", () => {
  expect(plain.encode("x")).toBe('"x"');
  const binary = serializer({ dumps: () => bytes("raw") });
  expect(binary.encode("x")).toEqual(bytes("raw"));
  const seen: unknown[] = [];
  compressor({ compress: (data) => data.subarray(seen.push(data)) }).encode("é");
  expect(seen).toEqual([bytes('"é"')]);
});

describe("a value above maxValueBytes", () => {
  const limit = { maxValueBytes: 10 };
  const codecs = [
    new Codec(new TextSerializer(), undefined, limit),
    new Codec(new TextSerializer(), marking, limit),
    new Codec(
      { ...new TextSerializer(), dumps: (value) => bytes(JSON.stringify(value)), loads: String },
      undefined,
      limit,
    ),
  ];

  test("is not encoded if its serialized form is too large, before compression", () => {
    for (const codec of codecs) {
      expect(() => codec.encode("12345678")).not.toThrow();
      expect(thrownBy(() => codec.encode("123456789", ":1:k"))).toMatchObject({
        name: "SerializerError",
        code: "ERR_ENCODE",
        message:
          'the value of ":1:k" is not stored: serialized it has 11 bytes, and MAX_VALUE_BYTES allows 10',
      });
      expect(() => codec.encodeMember("123456789")).toThrow(/MAX_VALUE_BYTES allows 10/);
    }
  });

  test("is measured in bytes, not in characters", () => {
    for (const codec of codecs) {
      expect(() => codec.encode("éééé")).not.toThrow();
      expect(() => codec.encode("ééééé")).toThrow(/has 12 bytes/);
    }
  });

  test("is still read, since it has already been received", () => {
    expect(codecs[0]?.decode(bytes('"123456789"'))).toBe("123456789");
  });
});

describe("the decoded text of a batch", () => {
  const texts = { of: (data: Buffer) => `text of ${data}` };
  const given: unknown[] = [];
  const noting = { dumps: String, loads: (...args: unknown[]) => given.push(args[1]) };
  const decode = (parts: Partial<Serializer>, used?: Compressor, from?: typeof texts) => {
    given.length = 0;
    new Codec({ ...noting, ...parts }, used).decode(bytes("x"), "key", from);
    return given;
  };

  test("is passed to a serializer that reads text", () => {
    expect(decode({ isText: true }, undefined, texts)).toEqual(["text of x"]);
    expect(decode({ isText: true })).toEqual([undefined]);
  });

  test("is not passed to others, or if it is the text of compressed bytes", () => {
    expect(decode({}, undefined, texts)).toEqual([undefined]);
    expect(decode({ isText: true }, marking, texts)).toEqual([undefined]);
  });

  test("is not used by a subclass that overrides how bytes are read", () => {
    class Reversed extends TextSerializer {
      readonly isText = true;
      override loads(data: Buffer): unknown {
        return super.loads(Buffer.from(data).reverse());
      }
    }
    expect(new Codec(new Reversed()).decode(bytes("]1["), "key", { of: () => "]1[" })).toEqual([1]);
  });
});

describe("a plugin's result instead of a Buffer", () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const plainParts = {
    dumps: (value: unknown) => JSON.stringify(value),
    loads: (data: Buffer) => JSON.parse(String(data)),
  };

  test("is accepted if it is another view on bytes, or a thenable", async () => {
    const bytes = new Codec({ ...plainParts, dumps: (value) => utf8(JSON.stringify(value)) as Buffer });
    expect(bytes.encode({ a: 1 })).toEqual(Buffer.from('{"a":1}'));
    const later = new Codec(plainParts, {
      // biome-ignore lint/suspicious/noThenProperty: promises of other libraries are just that.
      compress: (data) => ({ then: (done: (bytes: Uint8Array) => void) => done(utf8(`>${data}`)) }) as never,
      decompress: (data) => utf8(String(data).slice(1)) as Buffer,
    });
    expect(await later.encode({ a: 1 })).toEqual(Buffer.from('>{"a":1}'));
    expect(later.decode(Buffer.from('>{"a":1}'))).toEqual({ a: 1 });
  });

  test.each([undefined, null, 5, {}, ["a"]])("is rejected if it is %j, and nothing is stored", (given) => {
    const wrong = new Codec({ ...plainParts, dumps: () => given as never });
    expect(() => wrong.encode("x", ":1:k")).toThrow(
      /^the value of ":1:k" cannot be serialized: dumps must return bytes/,
    );
    const squeezer = new Codec(plainParts, { compress: () => given as never, decompress: (data) => data });
    expect(() => squeezer.encode("x")).toThrow(/^a value cannot be compressed: compress must return bytes/);
  });
});
